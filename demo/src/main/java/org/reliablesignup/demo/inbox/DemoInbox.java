package org.reliablesignup.demo.inbox;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A mail server with an inbox, on loopback only: SMTP on one port, on the other a page for people and the part of
 * Mailpit's API that scripts read an inbox with. Mails are kept in a folder, the newest 10,000 of them.
 *
 * <p>Thread-safe.
 */
public final class DemoInbox implements AutoCloseable {

    private static final int CAPACITY = 10_000;

    private final SmtpInbox smtp;
    private final InboxHttp http;

    private DemoInbox(SmtpInbox smtp, InboxHttp http) {
        this.smtp = smtp;
        this.http = http;
    }

    /**
     * Starts both servers; a port of 0 takes one that is free.
     *
     * @throws IOException when the folder cannot be used or a port is taken
     */
    public static DemoInbox start(Path folder, int smtpPort, int httpPort) throws IOException {
        MailStore store = MailStore.open(folder, CAPACITY);
        InboxHttp http = InboxHttp.start(new InboxApi(store), httpPort);
        try {
            return new DemoInbox(SmtpInbox.start(store, smtpPort), http);
        } catch (RuntimeException e) {
            http.close();
            throw new IOException("The mail server cannot start on port " + smtpPort, e);
        }
    }

    /** Where it takes mail. */
    public int smtpPort() {
        return smtp.port();
    }

    /** Where it shows mail. */
    public int httpPort() {
        return http.port();
    }

    /** Stops both servers; the mails stay in the folder. */
    @Override
    public void close() {
        smtp.close();
        http.close();
    }
}
