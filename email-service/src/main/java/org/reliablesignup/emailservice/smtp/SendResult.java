package org.reliablesignup.emailservice.smtp;

/** What became of one try to hand over a mail. The channel tells; what follows from it is for others to decide. */
public sealed interface SendResult {

    /** The server's words, or what happened instead: one line, at most {@value #MAX_WORDS} {@code char}s. */
    String words();

    /** The longest {@link #words()}. */
    int MAX_WORDS = 500;

    /** The server answered 250 to the end of the mail and is responsible for it now (RFC 5321 section 6.1). */
    record Accepted(String words) implements SendResult {}

    /** This mail may succeed later: a 4yz reply, a time-out, or a connection that broke before the mail was complete. */
    record Later(String words) implements SendResult {}

    /** This mail will never succeed: a 5yz reply to the recipient or the content. */
    record Never(String words) implements SendResult {}

    /** This mail cannot be put into a form that the server takes: it has not heard of it. */
    record Unsendable(String words) implements SendResult {}

    /**
     * No mail would succeed now, and it is not the mail's fault: no connection, no TLS, a refused login, an unwilling
     * greeting, a refused sender.
     *
     * @param senderRefused whether it is the sender: the same for every mail, and yet something of this one may be to
     *     blame if others pass
     */
    record NobodyNow(String words, boolean senderRefused) implements SendResult {}

    /** The mail was complete, but the connection ended without a reply: the server may or may not have accepted it. */
    record InDoubt(String words) implements SendResult {}

    /** Taken back before its end was written, because it was not to be finished. */
    record Withdrawn(String words) implements SendResult {}
}
