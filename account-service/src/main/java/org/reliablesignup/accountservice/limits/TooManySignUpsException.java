package org.reliablesignup.accountservice.limits;

import java.time.Duration;

/** A limit on sign-ups is reached. Which one, for a client or for an address, it does not tell. */
public final class TooManySignUpsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    TooManySignUpsException(Duration retryAfter) {
        super("Too many sign-ups");
        this.retryAfter = retryAfter;
    }

    /** When there is room for one more if nobody else takes it; positive. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
