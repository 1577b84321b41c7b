package org.reliablesignup.emailservice.delivery;

/** What became of a mail in the end. */
public enum MailOutcome {
    /** The mail server took it. */
    SENT,
    /** The mail server refused it for good. */
    REJECTED,
    /** The mail server did not take it for so long that it was given up, or an operator gave it up. */
    EXPIRED,
    /** The mail server may have taken it, but did not say so; it is not tried again by itself. */
    UNKNOWN
}
