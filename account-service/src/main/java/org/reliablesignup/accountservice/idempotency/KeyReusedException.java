package org.reliablesignup.accountservice.idempotency;

/** The key has been used for a request that asks for something else. */
public final class KeyReusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeyReusedException() {
        super("The key was used for another request");
    }
}
