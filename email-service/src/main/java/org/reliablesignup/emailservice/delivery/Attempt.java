package org.reliablesignup.emailservice.delivery;

import org.reliablesignup.emailservice.smtp.SendResult;

/**
 * One attempt, as it is kept.
 *
 * @param words the server's, or what happened instead
 */
record Attempt(Result result, String words) {

    static final Attempt ABANDONED = new Attempt(Result.ABANDONED, "the lease ran out");

    static final Attempt STOPPED = new Attempt(Result.WITHDRAWN, "handed back when the service stopped");

    static final Attempt PAUSED = new Attempt(Result.WITHDRAWN, "handed back while no mail could be handed over");

    static Attempt of(SendResult result) {
        Result kind = switch (result) {
            case SendResult.Accepted accepted -> Result.ACCEPTED;
            case SendResult.Later later -> Result.LATER;
            case SendResult.Never never -> Result.NEVER;
            case SendResult.Unsendable unsendable -> Result.NEVER;
            case SendResult.NobodyNow nobody -> Result.NOBODY_NOW;
            case SendResult.InDoubt doubt -> Result.IN_DOUBT;
            case SendResult.Withdrawn withdrawn -> Result.WITHDRAWN;
        };
        return new Attempt(kind, result.words());
    }

    /** It never came to an attempt to send. */
    static Attempt unwritten(Throwable cause) {
        return new Attempt(
                Result.LATER, "cannot be written: " + cause.getClass().getSimpleName());
    }

    /** Kept instead, if those who want to know what follows from it cannot be told. */
    Attempt untold(JobState state, RuntimeException cause) {
        return new Attempt(
                result,
                "it is " + state + ", but that could not be told: "
                        + cause.getClass().getSimpleName());
    }

    /** See {@link SendResult}; ABANDONED by a worker that died or was too slow, the last two by an operator. */
    enum Result {
        ACCEPTED,
        LATER,
        NEVER,
        NOBODY_NOW,
        IN_DOUBT,
        WITHDRAWN,
        ABANDONED,
        RETRIED,
        CANCELLED
    }
}
