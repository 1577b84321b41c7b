package org.reliablesignup.demo.inbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a mail as people see it: decoded header fields, text, HTML. Takes what senders get wrong as well as it can. */
final class MailReader {

    private static final int SNIPPET = 250;
    private static final Session SESSION = session();

    private final StoredMail mail;
    private final byte[] source;
    private final MimeMessage message;

    private MailReader(StoredMail mail) throws IOException {
        this.mail = mail;
        this.source = mail.source();
        try {
            this.message = new MimeMessage(SESSION, new ByteArrayInputStream(source));
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    static MessageSummary summary(StoredMail mail) throws IOException {
        return new MailReader(mail).summary();
    }

    static Message message(StoredMail mail) throws IOException {
        return new MailReader(mail).message();
    }

    /** The header fields in the order of the mail, as they were sent. */
    static Map<String, List<String>> headers(StoredMail mail) throws IOException {
        MailReader reader = new MailReader(mail);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        try {
            Collections.list(reader.message.getAllHeaders())
                    .forEach(header -> headers.computeIfAbsent(header.getName(), _ -> new ArrayList<>())
                            .add(MimeUtility.unfold(header.getValue())));
        } catch (MessagingException e) {
            throw new IOException(e);
        }
        return headers;
    }

    private MessageSummary summary() {
        MailBody body = MailBody.of(message);
        return new MessageSummary(
                mail.id().toString(),
                messageId(),
                mail.isRead(),
                from(),
                addresses("To"),
                addresses("Cc"),
                blindCopies(),
                addresses("Reply-To"),
                decoded("Subject"),
                mail.created(),
                "",
                List.of(),
                source.length,
                body.attachments.size() + body.inline.size(),
                snippet(body));
    }

    private Message message() {
        MailBody body = MailBody.of(message);
        return new Message(
                mail.id().toString(),
                messageId(),
                from(),
                addresses("To"),
                addresses("Cc"),
                blindCopies(),
                addresses("Reply-To"),
                bare(field(Envelope.SENDER)),
                decoded("Subject"),
                date(),
                List.of(),
                "",
                body.text.toString(),
                body.html.toString(),
                source.length,
                body.inline,
                body.attachments);
    }

    private String messageId() {
        return bare(field("Message-ID"));
    }

    private Address from() {
        List<Address> from = addresses("From");
        return from.isEmpty() ? Address.NONE : from.getFirst();
    }

    // Whoever got the mail and is not named in it.
    private List<Address> blindCopies() {
        Set<String> named = Stream.of("To", "Cc")
                .flatMap(field -> addresses(field).stream())
                .map(Address::address)
                .collect(Collectors.toCollection(() -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER)));
        return fields(Envelope.RECIPIENT).stream()
                .filter(recipient -> !named.contains(recipient))
                .map(recipient -> new Address("", recipient))
                .toList();
    }

    private List<Address> addresses(String name) {
        String value = String.join(", ", fields(name));
        try {
            return Arrays.stream(InternetAddress.parseHeader(value, false))
                    .map(address -> new Address(
                            Objects.requireNonNullElse(address.getPersonal(), ""),
                            Objects.requireNonNullElse(address.getAddress(), "")))
                    .toList();
        } catch (AddressException _) {
            return List.of(new Address("", value));
        }
    }

    private Instant date() {
        try {
            Date sent = message.getSentDate();
            return sent == null ? mail.created() : sent.toInstant();
        } catch (MessagingException _) {
            return mail.created();
        }
    }

    private String decoded(String name) {
        String value = MimeUtility.unfold(field(name));
        try {
            return MimeUtility.decodeText(value);
        } catch (UnsupportedEncodingException _) {
            return value;
        }
    }

    private String field(String name) {
        List<String> values = fields(name);
        return values.isEmpty() ? "" : values.getFirst();
    }

    private List<String> fields(String name) {
        try {
            String[] values = message.getHeader(name);
            return values == null ? List.of() : List.of(values);
        } catch (MessagingException _) {
            return List.of();
        }
    }

    private static String bare(String id) {
        return id.strip().replaceAll("^<|>$", "");
    }

    private static String snippet(MailBody body) {
        String text = body.text.isEmpty() ? body.html.toString().replaceAll("<[^>]*>", " ") : body.text.toString();
        String line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= SNIPPET
                ? line
                : line.substring(0, line.offsetByCodePoints(0, SNIPPET)) + "...";
    }

    // Without the provider named, every use of jakarta.mail searches all jars for one.
    private static Session session() {
        System.setProperty("jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
        Properties properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", "true");
        properties.setProperty("mail.mime.address.strict", "false");
        return Session.getInstance(properties);
    }
}
