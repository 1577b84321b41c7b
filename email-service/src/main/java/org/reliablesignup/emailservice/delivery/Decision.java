package org.reliablesignup.emailservice.delivery;

/** What an operator can decide about a mail. */
public enum Decision {
    /** Try it now: one that was tried already, without success. */
    RETRY(Attempt.Result.RETRIED) {
        @Override
        JobState goal(JobState state, boolean inDoubt) {
            return JobState.RETRY;
        }
    },
    /**
     * Never try it again. A mail that may have arrived is {@link JobState#UNKNOWN} then, and only once more cancelled it
     * is given up: somebody has looked.
     */
    CANCEL(Attempt.Result.CANCELLED) {
        @Override
        JobState goal(JobState state, boolean inDoubt) {
            return inDoubt && state != JobState.UNKNOWN ? JobState.UNKNOWN : JobState.EXPIRED;
        }
    };

    private final Attempt.Result result;

    Decision(Attempt.Result result) {
        this.result = result;
    }

    Attempt.Result result() {
        return result;
    }

    abstract JobState goal(JobState state, boolean inDoubt);
}
