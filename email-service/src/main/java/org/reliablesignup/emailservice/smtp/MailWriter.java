package org.reliablesignup.emailservice.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.util.Date;

/** Writes the MIME message: multipart/alternative, text before HTML, all UTF-8 (RFC 5322, RFC 2046 section 5.1.4). */
final class MailWriter {

    private final Session session;
    private final InternetAddress from;
    private final String domain;
    private final Clock clock;

    /** @throws IllegalArgumentException if the sender's address is none */
    MailWriter(Session session, SmtpSettings settings, Clock clock) {
        this.session = session;
        this.clock = clock;
        try {
            from = named(MailAddress.of(settings.from()), settings.fromName());
        } catch (UnsendableException e) {
            throw new IllegalArgumentException("smtp.from: " + e.getMessage(), e);
        }
        domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
    }

    PreparedMail prepare(OutgoingMail mail) throws UnsendableException {
        InternetAddress to = named(MailAddress.of(mail.recipient()), mail.recipientName());
        try {
            MimeMessage message = new NamedMessage(session, "<" + mail.id() + "@" + domain + ">");
            message.setFrom(from);
            message.setRecipient(RecipientType.TO, to);
            message.setSubject(Words.of(mail.subject()), UTF_8.name());
            message.setSentDate(Date.from(clock.instant()));
            // No out-of-office replies, please (RFC 3834 section 5).
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setContentLanguage(new String[] {mail.language()});
            message.setContent(new MimeMultipart("alternative", part(mail.text(), "plain"), part(mail.html(), "html")));
            message.saveChanges();
            return new PreparedMail(message, new Address[] {to});
        } catch (MessagingException e) {
            throw new UnsendableException(Words.of(e));
        }
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8.name(), subtype);
        return part;
    }

    private static InternetAddress named(InternetAddress address, String name) {
        try {
            address.setPersonal(Words.of(name), UTF_8.name());
            return address;
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code saveChanges} would make up another {@code Message-ID} each time. */
    private static final class NamedMessage extends MimeMessage {

        private final String name;

        NamedMessage(Session session, String name) {
            super(session);
            this.name = name;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", name);
        }
    }
}
