package org.reliablesignup.emailservice.smtp;

import org.jspecify.annotations.Nullable;

/**
 * A reply of the server.
 *
 * @param code three digits; anything below 200 is none
 */
record Reply(int code, String text) {

    static final Reply NONE = new Reply(0, "");

    /** {@code code} as Angus gives it: 0 or -1 where none could be read. */
    static Reply of(int code, @Nullable String text) {
        return code < 200 || code > 599 ? NONE : new Reply(code, text == null ? "" : text);
    }

    boolean isNone() {
        return this == NONE;
    }

    boolean isPositive() {
        return code >= 200 && code < 300;
    }

    boolean isTransient() {
        return code >= 400 && code < 500;
    }

    boolean isPermanent() {
        return code >= 500;
    }

    boolean isRefusal() {
        return code >= 400;
    }

    /** 354: the server waits for the mail. */
    boolean isGoAhead() {
        return code == 354;
    }

    /** 421: the server is about to close the connection (RFC 5321 section 3.8). */
    boolean isFarewell() {
        return code == 421;
    }
}
