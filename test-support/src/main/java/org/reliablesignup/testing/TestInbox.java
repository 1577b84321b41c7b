package org.reliablesignup.testing;

import java.util.List;

/** A mail server with the inboxes of everybody, read by a program that is not ours. */
public interface TestInbox extends AutoCloseable {

    /** Starts one, on a port that is free: GreenMail, or with {@code -Pcontainers} Mailpit. */
    static TestInbox start() {
        return Containers.wanted() ? MailpitInbox.start() : GreenMailInbox.start();
    }

    /** Where it takes mails. */
    String host();

    /** Where it takes mails. */
    int smtpPort();

    /** Those that came to that address until now, in no order. */
    List<Mail> mailsTo(String address);

    @Override
    void close();

    /**
     * A mail as somebody sees it.
     *
     * @param id the {@code Message-ID}, without the angle brackets
     * @param recipient the name shown for the recipient
     * @param text the plain text, with the line ends of this platform or others
     */
    record Mail(String id, String sender, String recipient, String subject, String text, String html) {}
}
