package org.reliablesignup.emailservice.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reliablesignup.emailservice.smtp.SendResult.Accepted;
import org.reliablesignup.emailservice.smtp.SendResult.Unsendable;
import org.reliablesignup.testing.MailAddressCase;
import org.reliablesignup.testing.OddInput;

/** RFC 6531: what is outside ASCII goes only to a server that says that it takes it, and nothing else is said to need it. */
class InternationalAddressTest {

    private final MailWire wire = new MailWire();

    @AfterEach
    void close() {
        wire.close();
    }

    @ParameterizedTest
    @MethodSource("org.reliablesignup.testing.MailAddressCase#taken")
    void sendsToWhateverSignUpTakes(MailAddressCase given) throws Exception {
        wire.offer("SMTPUTF8");

        assertThat(wire.send(given.address(), "Ada")).isInstanceOf(Accepted.class);

        assertThat(wire.commands()).contains("RCPT TO:<" + given.canonical() + ">");
        assertThat(wire.commands())
                .contains("MAIL FROM:<no-reply@signup.test>" + (isAscii(given.canonical()) ? "" : " SMTPUTF8"));
        assertThat(wire.header("To")).containsExactly("Ada <" + given.canonical() + ">");
    }

    @OddInput(value = "wire: address", answer = "unsendable, nothing on the wire")
    @ParameterizedTest
    @MethodSource("org.reliablesignup.testing.MailAddressCase#refused")
    void sendsNothingToWhatIsNone(MailAddressCase given) {
        assertThat(wire.send(given.address(), "Ada"))
                .isInstanceOfSatisfying(
                        Unsendable.class,
                        refusal -> assertThat(refusal.words()).startsWith("the recipient's address must"));
        assertThat(wire.octets()).isEmpty();
    }

    @OddInput(value = "wire: address", answer = "unsendable, for good")
    @Test
    void isRefusedForGoodByAServerWithoutSmtpUtf8() {
        assertThat(wire.send("zoë@example.com", "Zoë"))
                .isEqualTo(new Unsendable(
                        "the mail server does not offer SMTPUTF8 (RFC 6531), which the recipient's address needs"));

        assertThat(wire.commands()).noneMatch(command -> command.startsWith("MAIL") || command.startsWith("RCPT"));
    }

    @Test
    void needsSmtpUtf8ForOneMailOnlyOnAKeptConnection() {
        wire.offer("SMTPUTF8");

        wire.send("ada@example.com", "Ada");
        wire.send("zoë@example.com", "Zoë");
        wire.send("eve@example.com", "Eve");

        assertThat(wire.commands().stream().filter(command -> command.startsWith("MAIL")))
                .containsExactly(
                        "MAIL FROM:<no-reply@signup.test>",
                        "MAIL FROM:<no-reply@signup.test> SMTPUTF8",
                        "MAIL FROM:<no-reply@signup.test>");
    }

    @Test
    void writesTheAddressInUtf8AndNothingElse() {
        wire.offer("SMTPUTF8");

        wire.send("zoë@example.com", "Zoë");

        assertThat(new String(wire.octets(), UTF_8).lines().filter(line -> !isAscii(line)))
                .containsExactly("RCPT TO:<zoë@example.com>", "To: =?UTF-8?Q?Zo=C3=AB?= <zoë@example.com>");
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 0x80);
    }
}
