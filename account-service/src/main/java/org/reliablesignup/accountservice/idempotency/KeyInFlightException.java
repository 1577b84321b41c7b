package org.reliablesignup.accountservice.idempotency;

/** A request with the same key is being answered at this moment. */
public final class KeyInFlightException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeyInFlightException() {
        super("A request with the same key is being answered");
    }
}
