package org.reliablesignup.emailservice.smtp;

/** How far a conversation has come. */
enum Stage {
    /** Up to and including the login. */
    CONNECT,
    MAIL,
    RCPT,
    DATA,
    /** Between the go-ahead for the mail and the last of its lines. */
    CONTENT,
    /** The mail is complete; its end may have been written. */
    END;

    boolean isBeforeData() {
        return compareTo(DATA) < 0;
    }
}
