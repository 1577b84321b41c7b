package org.reliablesignup.emailservice.delivery;

import org.reliablesignup.emailservice.smtp.SendResult;

/**
 * One attempt, as it is kept.
 *
 * @param words the server's, or what happened instead
 */
record Attempt(Result result, String words) {

    static final Attempt ABANDONED = new Attempt(Result.ABANDONED, "the lease ran out");

    static Attempt of(SendResult result) {
        Result kind = switch (result) {
            case SendResult.Accepted accepted -> Result.ACCEPTED;
            case SendResult.Later later -> Result.LATER;
            case SendResult.Never never -> Result.NEVER;
            case SendResult.NobodyNow nobody -> Result.NOBODY_NOW;
            case SendResult.InDoubt doubt -> Result.IN_DOUBT;
            case SendResult.Withdrawn withdrawn -> Result.WITHDRAWN;
        };
        return new Attempt(kind, result.words());
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
