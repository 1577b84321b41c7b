package org.reliablesignup.emailservice.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.emailservice.FakeMailServer.Mail;
import org.reliablesignup.emailservice.smtp.SendResult.Accepted;
import org.reliablesignup.emailservice.smtp.SendResult.Unsendable;
import org.reliablesignup.testing.OddInput;
import org.reliablesignup.testing.OwnerNameCase;

/** Whatever a mail is made of, the server hears four commands and one mail in lines as RFC 5321 section 2.3.8 has them. */
class MailWireTest {

    private static final String[] TRICKS = {
        "Bob\r\nBcc: x@y.example",
        "Bob\nBcc: x@y.example",
        "Bob\rBcc: x@y.example",
        "Bob\r\n\r\nhello",
        ".\r\nMAIL FROM:<x@y.example>",
        "\r\n.\r\nMAIL FROM:<x@y.example>\r\n",
        "\n.\nMAIL FROM:<x@y.example>",
        "\r.\rMAIL FROM:<x@y.example>",
        "\n.\r\nRCPT TO:<x@y.example>",
        "\r\n.\nRCPT TO:<x@y.example>",
        ".",
        "..",
        "\r\n..\r\n",
        "Bob\u0000Eve",
        "Bob\u0085Bcc: x@y.example",
        "Bob\u2028Bcc: x@y.example",
        "\" <x@y.example>, \"",
        "Bob <x@y.example>",
        "Bob, Eve <x@y.example>",
        "(Bob",
        "Bob\\",
        "=?utf-8?q?Bob=0D=0ABcc:_x@y.example?=",
        "Bob\ud83e",
        "\u202eelpmaxe"
    };

    private final MailWire wire = new MailWire();

    @AfterEach
    void close() {
        wire.close();
    }

    @OddInput(
            value = "wire: name",
            answer = "one mail with one recipient, nothing but ASCII in lines that end with CRLF")
    @ParameterizedTest
    @MethodSource("tricks")
    void noNameLeavesItsHeader(String trick) throws Exception {
        assertThat(wire.send("ada@example.com", trick)).isInstanceOf(Accepted.class);

        assertOneMailWithNothingButAscii();
        assertThat(onlyRecipient().getAddress()).isEqualTo("ada@example.com");
        assertThat(onlyRecipient().getPersonal()).isEqualTo(Words.of(trick).replace("=?", "= ?"));
    }

    @ParameterizedTest
    @MethodSource("org.reliablesignup.testing.OwnerNameCase#taken")
    void namesArriveAsTheyAre(OwnerNameCase given) throws Exception {
        wire.send("ada@example.com", given.name());

        assertOneMailWithNothingButAscii();
        assertThat(onlyRecipient().getPersonal()).isEqualTo(given.name().replace("=?", "= ?"));
    }

    @OddInput(
            value = "wire: subject",
            answer = "one mail with one recipient, nothing but ASCII in lines that end with CRLF")
    @ParameterizedTest
    @MethodSource("tricks")
    void noSubjectLeavesItsHeader(String trick) throws Exception {
        assertThat(wire.send(mail(trick, "text", "<p>html</p>"))).isInstanceOf(Accepted.class);

        assertOneMailWithNothingButAscii();
    }

    @OddInput(
            value = "wire: text",
            answer = "one mail with one recipient, nothing but ASCII in lines that end with CRLF")
    @ParameterizedTest
    @MethodSource("tricks")
    void noTextEndsTheMail(String trick) throws Exception {
        assertThat(wire.send(mail("Hello", trick, trick))).isInstanceOf(Accepted.class);

        assertOneMailWithNothingButAscii();
    }

    @OddInput(value = "wire: line", answer = "folded or encoded, arrives as it was")
    @ParameterizedTest
    @ValueSource(ints = {998, 999, 5_000})
    void noLineIsTooLong(int length) throws Exception {
        String line = "x".repeat(length);
        assertThat(wire.send(mail(line, line, line))).isInstanceOf(Accepted.class);

        assertOneMailWithNothingButAscii();
        assertThat(text()).isEqualTo(line);
    }

    @OddInput(value = "wire: dots", answer = "arrive as they are")
    @ParameterizedTest
    @ValueSource(strings = {".", "..", ".x", "a\r\n.\r\nb", "a\r\n..\r\n.b", "a\n.\nb", ".\n..\n.b", "ü\n.\n..b"})
    void dotsArriveAsTheyAre(String text) throws Exception {
        wire.send(mail("Hello", text, "<p>html</p>"));

        assertThat(text()).isEqualTo(text.replaceAll("\r?\n", "\r\n"));
    }

    @OddInput(value = "wire: address", answer = "refused before anything is said, or one RCPT")
    @ParameterizedTest
    @MethodSource("tricks")
    void noAddressIsMoreThanOne(String trick) {
        for (String address : new String[] {
            trick, trick + "@example.com", "ada@" + trick, "ada@example.com" + trick, "\"" + trick + "\"@example.com"
        }) {
            wire.offer("SMTPUTF8");
            if (wire.send(address, "Ada") instanceof Unsendable) {
                continue;
            }
            assertThat(wire.commands().stream().filter(command -> command.startsWith("RCPT")))
                    .containsExactly("RCPT TO:<" + wire.mails().getLast().to() + ">");
            assertThat(wire.commands().stream().filter(command -> command.startsWith("MAIL")))
                    .hasSize(1);
        }
    }

    @OddInput(value = "wire: name", answer = "1,000 mails with one recipient each")
    @Test
    void noNameThatChanceMakesUpBreaksTheConversation() throws Exception {
        Random chance = new Random(5321);
        wire.offer("SMTPUTF8");
        for (int i = 0; i < 1_000; i++) {
            String name = randomText(chance);
            boolean international = i % 2 == 1;

            assertThat(wire.send(international ? "zoë@example.com" : "ada@example.com", name))
                    .isInstanceOf(Accepted.class);

            assertThat(onlyRecipient().getPersonal()).as("mail %s", i).isEqualTo(Words.of(name));
        }
        assertThat(wire.mails()).hasSize(1_000);
        assertThat(wire.commands())
                .filteredOn(command -> command.startsWith("RCPT"))
                .hasSize(1_000);
        assertThat(wire.commands()).allMatch(command -> command.matches("(EHLO|MAIL|RCPT|DATA|NOOP|RSET).*"));
        assertLines();
    }

    static String[] tricks() {
        return TRICKS;
    }

    /** Any code points, more often those that mean something to somebody. */
    private static String randomText(Random chance) {
        String special = "\r\n.\u0000 \t<>()\",;:\\@=?_%\u00e4\u202e\u2028\u0085";
        StringBuilder text = new StringBuilder("A");
        int length = chance.nextInt(200);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(
                    chance.nextInt(3) == 0
                            ? special.charAt(chance.nextInt(special.length()))
                            : chance.nextInt(Character.MAX_CODE_POINT + 1));
        }
        return text.toString().replace("=?", "");
    }

    private static OutgoingMail mail(String subject, String text, String html) {
        return new OutgoingMail(UUID.randomUUID(), "ada@example.com", "Ada", subject, text, html, "en");
    }

    private void assertOneMailWithNothingButAscii() throws Exception {
        assertThat(wire.commands()).hasSize(4).element(0).asString().startsWith("EHLO ");
        assertThat(wire.commands().subList(1, 4))
                .containsExactly("MAIL FROM:<no-reply@signup.test>", "RCPT TO:<ada@example.com>", "DATA");
        assertThat(US_ASCII.newEncoder().canEncode(new String(wire.octets(), ISO_8859_1)))
                .isTrue();
        assertLines();
        Mail mail = wire.mails().getLast();
        assertThat(mail.parsed().getHeader("Bcc")).isNull();
        assertThat(mail.parsed().getHeader("From")).hasSize(1);
        assertThat(mail.parsed().getAllRecipients()).hasSize(1);
        assertThat(((MimeMultipart) mail.parsed().getContent()).getCount()).isEqualTo(2);
    }

    /** Each ends with CRLF, has no other CR or LF, no NUL, and at most 998 octets before it. */
    private void assertLines() {
        String octets = new String(wire.octets(), ISO_8859_1);
        assertThat(octets).doesNotContain("\u0000").endsWith("\r\n");
        assertThat(octets.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
        assertThat(octets.split("\r\n")).allMatch(line -> line.length() <= 998);
    }

    private InternetAddress onlyRecipient() throws Exception {
        MimeMessage mail = wire.mails().getLast().parsed();
        assertThat(mail.getAllRecipients()).hasSize(1);
        return (InternetAddress) mail.getAllRecipients()[0];
    }

    private String text() throws Exception {
        Mail mail = wire.mails().getLast();
        return (String) ((MimeMultipart) new Mail(mail.from(), mail.to(), wire.received())
                        .parsed()
                        .getContent())
                .getBodyPart(0)
                .getContent();
    }
}
