package org.reliablesignup.emailservice.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.mailaddress.MailAddress;
import org.reliablesignup.mailaddress.NoMailAddressException;

/** Writes the MIME message: multipart/alternative, text before HTML, all UTF-8 (RFC 5322, RFC 2046 section 5.1.4). */
final class MailWriter {

    private final Session session;
    private final InternetAddress from;
    private final String domain;
    private final @Nullable DkimSignature signature;
    private final Clock clock;

    /** @throws IllegalArgumentException if the sender's address is none, or one that not every server takes */
    MailWriter(Session session, SmtpSettings settings, @Nullable DkimSignature signature, Clock clock) {
        this.session = session;
        this.signature = signature;
        this.clock = clock;
        MailAddress sender = sender(settings.from());
        from = named(sender, settings.fromName());
        domain = sender.domain();
    }

    PreparedMail prepare(OutgoingMail mail) throws UnsendableException {
        MailAddress recipient = recipient(mail.recipient());
        InternetAddress to = named(recipient, mail.recipientName());
        try {
            MimeMessage message = new NamedMessage(session, "<" + mail.id() + "@" + domain + ">");
            setAddress(message, "From", from);
            setAddress(message, "To", to);
            message.setSubject(Words.of(mail.subject()), UTF_8.name());
            message.setSentDate(Date.from(clock.instant()));
            // No out-of-office replies, please (RFC 3834 section 5).
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setContentLanguage(new String[] {mail.language()});
            message.setContent(new Alternatives(new TextPart(mail.text(), "plain"), new TextPart(mail.html(), "html")));
            message.saveChanges();
            if (signature != null) {
                signature.addTo(message);
            }
            return new PreparedMail(message, to, recipient.needsSmtpUtf8());
        } catch (MessagingException e) {
            throw new UnsendableException(Words.of(e));
        }
    }

    private static MailAddress sender(String address) {
        try {
            MailAddress sender = MailAddress.parse(address);
            if (sender.needsSmtpUtf8()) {
                throw new IllegalArgumentException("smtp.from: only ASCII may stand before the @");
            }
            return sender;
        } catch (NoMailAddressException e) {
            throw new IllegalArgumentException("smtp.from: " + e.getMessage(), e);
        }
    }

    private static MailAddress recipient(String address) throws UnsendableException {
        try {
            return MailAddress.parse(address);
        } catch (NoMailAddressException e) {
            throw new UnsendableException("the recipient's address " + e.getMessage());
        }
    }

    /** In ASCII but for the local part; {@code setFrom} and its like would write a name in UTF-8, too. */
    private static void setAddress(MimeMessage message, String header, InternetAddress address)
            throws MessagingException {
        message.setHeader(header, InternetAddress.toString(new Address[] {address}, header.length() + 2));
    }

    private static InternetAddress named(MailAddress address, @Nullable String name) {
        try {
            // A name that looks encoded would be decoded, whatever is in it (RFC 2047 section 6.2).
            String harmless = name == null ? null : Words.of(name).replace("=?", "= ?");
            return new InternetAddress(address.canonical(), harmless, UTF_8.name());
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
