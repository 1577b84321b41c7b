package org.reliablesignup.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** In this JVM. */
final class GreenMailInbox implements TestInbox {

    private static final Logger log = LoggerFactory.getLogger(GreenMailInbox.class);

    private final GreenMail server;

    private GreenMailInbox(GreenMail server) {
        this.server = server;
    }

    static TestInbox start() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        log.info("Inbox of the tests: embedded, port {}", server.getSmtp().getPort());
        return new GreenMailInbox(server);
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int smtpPort() {
        return server.getSmtp().getPort();
    }

    @Override
    public List<Mail> mailsTo(String address) {
        try {
            List<Mail> mails = new ArrayList<>();
            for (MimeMessage message : server.getReceivedMessages()) {
                InternetAddress recipient = (InternetAddress) message.getAllRecipients()[0];
                if (recipient.getAddress().equals(address)) {
                    mails.add(read(message, recipient));
                }
            }
            return mails;
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    private static Mail read(MimeMessage message, InternetAddress recipient) throws MessagingException, IOException {
        MimeMultipart parts = (MimeMultipart) message.getContent();
        String id = message.getMessageID();
        return new Mail(
                id.substring(1, id.length() - 1),
                ((InternetAddress) message.getFrom()[0]).getAddress(),
                Objects.requireNonNullElse(recipient.getPersonal(), ""),
                message.getSubject(),
                text(parts, "text/plain"),
                text(parts, "text/html"));
    }

    private static String text(MimeMultipart parts, String type) throws MessagingException, IOException {
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.isMimeType(type)) {
                return (String) part.getContent();
            }
        }
        return "";
    }
}
