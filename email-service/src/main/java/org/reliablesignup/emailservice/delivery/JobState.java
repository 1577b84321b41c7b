package org.reliablesignup.emailservice.delivery;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The states of a mail job, and the only place that knows which may follow which. */
public enum JobState {
    /** Not tried yet. */
    QUEUED(null),
    /** Claimed by a worker, as long as its lease lasts. */
    SENDING(null),
    /** Tried without success; due again later. */
    RETRY(null),
    /** The mail server took it. */
    SENT(MailOutcome.SENT),
    /** The mail server refused it for good. */
    REJECTED(MailOutcome.REJECTED),
    /** Given up, after the horizon or by an operator. */
    EXPIRED(MailOutcome.EXPIRED),
    /** The mail server may have taken it; held for a person. */
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
            // All but SENDING is an operator's decision; who cancels what is in doubt leaves it UNKNOWN.
            case QUEUED -> EnumSet.of(SENDING, EXPIRED, UNKNOWN);
            case RETRY -> EnumSet.of(SENDING, RETRY, EXPIRED, UNKNOWN);
            // SENDING again is a take-over from a worker whose lease ran out; QUEUED is a job handed back untried.
            case SENDING -> EnumSet.allOf(JobState.class);
            case REJECTED, EXPIRED -> EnumSet.of(RETRY);
            case UNKNOWN -> EnumSet.of(RETRY, EXPIRED);
            case SENT -> EnumSet.noneOf(JobState.class);
        };
    }
}
