package org.reliablesignup.emailservice.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class MailWriterTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");
    private static final UUID ID = UUID.fromString("01932f6a-8b1d-7a3e-8f52-3c1d9e0b4a02");

    private final MailWriter writer = writer("no-reply@signup.test");

    @Test
    void writesTheHeadersThatAMachineOwes() throws Exception {
        PreparedMail mail = writer.prepare(mail("ada@example.com", "Ada", "Hello"));

        assertThat(mail.message().getMessageID()).isEqualTo("<" + ID + "@signup.test>");
        assertThat(mail.message().getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.message().getHeader("Content-Language")).containsExactly("de");
        assertThat(mail.message().getHeader("MIME-Version")).containsExactly("1.0");
        assertThat(mail.message().getSentDate()).isEqualTo(Date.from(NOW));
        assertThat(mail.message().getFrom())
                .containsExactly(new InternetAddress("no-reply@signup.test", "Sign-up", "UTF-8"));
    }

    @Test
    void namesARecipientWithoutANameByTheAddressAlone() throws Exception {
        PreparedMail mail = writer.prepare(mail("ada@example.com", null, "Hello"));

        assertThat(mail.message().getHeader("To")).containsExactly("ada@example.com");
    }

    @Test
    void givesEachTryTheSameMessageId() throws Exception {
        OutgoingMail mail = mail("ada@example.com", "Ada", "Hello");

        assertThat(writer.prepare(mail).message().getMessageID())
                .isEqualTo(writer.prepare(mail).message().getMessageID());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r", "\u0000", "\u2028", "\u0085"})
    void keepsHeadersInOneLine(String bad) throws Exception {
        PreparedMail mail =
                writer.prepare(mail("ada@example.com", "Ada" + bad + "Bcc: x@y.z", "Hi" + bad + "Bcc: x@y.z"));

        String source = source(mail);
        assertThat(source).doesNotContain("\nBcc").doesNotContain("\u0000");
        assertThat(mail.message().getSubject()).isEqualTo("Hi Bcc: x@y.z");
        assertThat(mail.recipient().getPersonal()).isEqualTo("Ada Bcc: x@y.z");
    }

    @Test
    void isAsciiOnTheWireWhateverTheLanguage() throws Exception {
        PreparedMail mail = writer.prepare(mail("ada@example.com", "Zoë, \"Ångström\" 🦉", "Grüße 🦉"));

        assertThat(source(mail)).matches("\\p{ASCII}*");
        assertThat(mail.message().getSubject()).isEqualTo("Grüße 🦉");
        assertThat(((InternetAddress) mail.message().getAllRecipients()[0]).getPersonal())
                .isEqualTo("Zoë, \"Ångström\" 🦉");
    }

    @Test
    void sendsPlainTextAsItIs() throws Exception {
        String source =
                source(writer.prepare(mail("a line\n\tof " + "x".repeat(994) + "\n", "<p lang=\"en\">one</p>")));

        assertThat(source).contains("\r\n<p lang=\"en\">one</p>\r\n").doesNotContain("quoted-printable");
        assertThat(source.split("Content-Transfer-Encoding: 7bit\r\n", -1)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Grüße", "a\u0000b", "a\u007fb", "LONG"})
    void encodesWhatNotEveryServerTakes(String text) throws Exception {
        String sent = text.replace("LONG", "x".repeat(999));
        PreparedMail mail = writer.prepare(mail(sent, "<p></p>"));

        String source = source(mail);
        assertThat(source).containsPattern("Content-Transfer-Encoding: (quoted-printable|base64)");
        assertThat(source.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(998));
        assertThat(source.replace("\r\n", "")).doesNotContain("\r", "\u0000", "\u007f");
        MimeMultipart parts = (MimeMultipart) mail.message().getContent();
        assertThat(parts.getBodyPart(0).getContent()).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Grüße\n.\n", "Ada\n.\n", "こんにちは、エイダさん。\n.\n", "x y \n", "ü \n\t\nä"})
    void isWrittenAsTheLibraryWritesIt(String words) throws Exception {
        MimeMultipart ours = (MimeMultipart)
                writer.prepare(mail(words, "<p>\n.</p>\n")).message().getContent();
        MimeBodyPart text = new MimeBodyPart();
        text.setText(words, "UTF-8", "plain");
        MimeBodyPart html = new MimeBodyPart();
        html.setText("<p>\n.</p>\n", "UTF-8", "html");
        MimeMessage theirs = new MimeMessage((Session) null);
        theirs.setContent(new MimeMultipart("alternative", text, html));
        theirs.saveChanges();

        assertThat(written(ours)).isEqualTo(written((MimeMultipart) theirs.getContent()));
    }

    @Test
    void writesDomainsAsALabels() throws Exception {
        PreparedMail mail = writer.prepare(mail("ada@bücher.example", "Ada", "Hello"));

        assertThat(mail.recipient().getAddress()).isEqualTo("ada@xn--bcher-kva.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no address",
                "@example.com",
                "ada@",
                "a\r\nRCPT TO:<x@y.z>@example.com",
                "a b@example.com",
                "ada@exa mple.com",
                "<ada@example.com>",
                "ada>@example.com",
                "ada@a..b",
                "all:ada@example.com,bob@example.com;"
            })
    void refusesWhatCannotBeSentTo(String address) {
        assertThatThrownBy(() -> writer.prepare(mail(address, "Ada", "Hello"))).isInstanceOf(UnsendableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "nobody@localhost", "zoë@example.com"})
    void refusesASenderThatNotEveryServerTakes(String from) {
        assertThatThrownBy(() -> writer(from)).hasMessageContaining("smtp.from");
    }

    private static MailWriter writer(String from) {
        Duration time = Duration.ofSeconds(1);
        SmtpSettings settings = new SmtpSettings(from, "Sign-up", time, time, time, time, time, 1);
        return new MailWriter(
                new MailServer(new JavaMailSenderImpl(), settings).session(),
                settings,
                null,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static OutgoingMail mail(String recipient, @Nullable String name, String subject) {
        return new OutgoingMail(ID, recipient, name, subject, "Grüße", "<p>Grüße</p>", "de");
    }

    private static OutgoingMail mail(String text, String html) {
        return new OutgoingMail(ID, "ada@example.com", "Ada", "Hello", text, html, "en");
    }

    /** With another delimiter, of which each has its own. */
    private static String written(MimeMultipart parts) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.writeTo(out);
        return out.toString(UTF_8)
                .replace(new ContentType(parts.getContentType()).getParameter("boundary"), "boundary");
    }

    private static String source(PreparedMail mail) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        mail.message().writeTo(out);
        return out.toString(UTF_8);
    }
}
