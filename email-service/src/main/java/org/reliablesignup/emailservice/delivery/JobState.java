package org.reliablesignup.emailservice.delivery;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The states of a mail job, and the only place that knows which may follow which. */
enum JobState {
    /** Not tried yet. */
    QUEUED(null),
    /** Claimed by a worker, as long as its lease lasts. */
    SENDING(null),
    /** Tried without success; due again later. */
    RETRY(null),
    SENT(MailOutcome.SENT),
    REJECTED(MailOutcome.REJECTED),
    EXPIRED(MailOutcome.EXPIRED),
    UNKNOWN(MailOutcome.UNKNOWN);

    private final @Nullable MailOutcome outcome;

    JobState(@Nullable MailOutcome outcome) {
        this.outcome = outcome;
    }

    /** What became of the mail; null as long as that is open. */
    @Nullable
    MailOutcome outcome() {
        return outcome;
    }

    boolean canBecome(JobState next) {
        return next().contains(next);
    }

    private Set<JobState> next() {
        return switch (this) {
            case QUEUED, RETRY -> EnumSet.of(SENDING);
            // SENDING again is a take-over from a worker whose lease ran out; QUEUED is a job handed back untried.
            case SENDING -> EnumSet.allOf(JobState.class);
            case SENT, REJECTED, EXPIRED, UNKNOWN -> EnumSet.noneOf(JobState.class);
        };
    }
}
