package org.reliablesignup.confirmation;

/** The keys are missing or cannot be used; the message says in a sentence what to set, and never quotes a secret. */
public final class UnusableKeysException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableKeysException(String message) {
        super(message);
    }
}
