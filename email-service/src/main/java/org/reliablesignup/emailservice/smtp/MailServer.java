package org.reliablesignup.emailservice.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Where mails are handed over: {@code spring.mail.*}, with the time limits that Angus lacks by default. */
final class MailServer {

    /** Without it Jakarta Mail searches the class path anew for each part of each mail: jakartaee/mail-api#861. */
    private static final String STREAM_PROVIDER = "jakarta.mail.util.StreamProvider";

    static {
        if (System.getProperty(STREAM_PROVIDER) == null) {
            System.setProperty(STREAM_PROVIDER, "org.eclipse.angus.mail.util.MailStreamProvider");
        }
    }

    private final JavaMailSenderImpl properties;
    private final SmtpSettings settings;
    private final Session session;
    private final String protocol;

    MailServer(JavaMailSenderImpl properties, SmtpSettings settings) {
        this.properties = properties;
        this.settings = settings;
        this.protocol = Objects.requireNonNullElse(properties.getProtocol(), "smtp");
        Properties all = new Properties();
        String prefix = "mail." + protocol + ".";
        all.put(prefix + "connectiontimeout", millis(settings.connectTimeout()));
        // The steps have shorter limits of their own; this one holds should those fail.
        all.put(prefix + "timeout", millis(settings.finalReplyTimeout().plus(settings.commandTimeout())));
        all.put(prefix + "localhost", "localhost");
        all.put(prefix + "quitwait", "false");
        // UTF-8 instead of question marks; SMTPUTF8 is asked for only where a mail needs it.
        all.put("mail.mime.allowutf8", "true");
        all.putAll(properties.getJavaMailProperties());
        // It would change the mail after it was signed.
        all.put(prefix + "allow8bitmime", "false");
        this.session = Session.getInstance(all);
    }

    Session session() {
        return session;
    }

    String host() {
        return Objects.requireNonNullElse(properties.getHost(), "localhost");
    }

    int port() {
        int standard = protocol.equals("smtps") ? 465 : 25;
        return properties.getPort() == JavaMailSenderImpl.DEFAULT_PORT ? standard : properties.getPort();
    }

    SmtpConnection newConnection() {
        return new SmtpConnection(session, protocol, settings);
    }

    void connect(SmtpConnection connection) throws MessagingException {
        connection.connect(
                properties.getHost(), properties.getPort(), properties.getUsername(), properties.getPassword());
    }

    private static String millis(Duration time) {
        return String.valueOf(Math.min(time.toMillis(), Integer.MAX_VALUE));
    }
}
