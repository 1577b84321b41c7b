package org.reliablesignup.emailservice.smtp;

/** No server would take that mail: it cannot even be written. The message quotes nothing personal. */
final class UnsendableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnsendableException(String message) {
        super(message);
    }
}
