package org.reliablesignup.demo.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** The SMTP server: takes any mail from anybody to anybody, and says 250 only when it is on disk. */
final class SmtpInbox implements AutoCloseable {

    static final int LARGEST_MAIL = 10 * 1024 * 1024;

    private static final Logger LOG = Logger.getLogger(SmtpInbox.class.getName());
    private static final int CONNECTIONS = 200;

    private final SMTPServer server;

    private SmtpInbox(SMTPServer server) {
        this.server = server;
    }

    static SmtpInbox start(MailStore store, int port) {
        SMTPServer server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .softwareName("Demo inbox")
                .insertReceivedHeaders(false)
                .maxMessageSize(LARGEST_MAIL)
                .maxConnections(CONNECTIONS)
                .connectionTimeout(5, TimeUnit.MINUTES)
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .messageHandlerFactory(_ -> new Delivery(store))
                .build();
        server.start();
        return new SmtpInbox(server);
    }

    int port() {
        return server.getPortAllocated();
    }

    @Override
    public void close() {
        server.stop();
    }

    /** One mail on its way in. */
    private static final class Delivery implements MessageHandler {

        private final MailStore store;
        private final List<String> recipients = new ArrayList<>();
        private String sender = "";

        Delivery(MailStore store) {
            this.store = store;
        }

        @Override
        public void from(String from) {
            sender = from;
        }

        @Override
        public void recipient(String recipient) {
            recipients.add(recipient);
        }

        // The server keeps a refused transaction open, so after a refusal only a new connection makes sense.
        @Override
        public String data(InputStream mail) throws RejectException, IOException {
            try {
                return "2.0.0 stored as "
                        + store.add(Envelope.header(sender, recipients), mail, LARGEST_MAIL)
                                .id();
            } catch (MailTooLargeException _) {
                mail.transferTo(OutputStream.nullOutputStream());
                throw new DropConnectionException(552, "5.3.4 the mail has more than " + LARGEST_MAIL + " bytes");
            } catch (FileSystemException e) {
                LOG.log(Level.WARNING, "A mail cannot be stored", e);
                throw new DropConnectionException(452, "4.3.1 the mail cannot be stored now");
            }
        }

        @Override
        public void done() {}
    }
}
