package org.reliablesignup.demo;

/** The demo cannot start for a reason that the user can mend; the message is all that the user needs. */
final class CannotStart extends RuntimeException {

    CannotStart(String message) {
        super(message);
    }
}
