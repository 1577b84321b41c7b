package org.reliablesignup.accountservice.limits;

import java.time.Duration;

/** A limit is reached. Which one, for a client or for an address, it does not tell. */
public final class TooManyRequestsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    TooManyRequestsException(Duration retryAfter) {
        super("Too many requests");
        this.retryAfter = retryAfter;
    }

    /** When there is room for one more if nobody else takes it; positive. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
