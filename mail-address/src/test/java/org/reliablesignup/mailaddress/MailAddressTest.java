package org.reliablesignup.mailaddress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.reliablesignup.testing.MailAddressCase;

class MailAddressTest {

    @ParameterizedTest
    @MethodSource("org.reliablesignup.testing.MailAddressCase#taken")
    void takesAnAddressAndKnowsItsOtherSpellings(MailAddressCase given) {
        String canonical = MailAddress.parse(given.address()).canonical();

        assertThat(canonical).isEqualTo(given.canonical());
        assertThat(MailAddress.parse(canonical).canonical()).isEqualTo(canonical);
        assertThat(canonical.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(MailAddress.MAX_LENGTH);
    }

    @ParameterizedTest
    @MethodSource("org.reliablesignup.testing.MailAddressCase#refused")
    void refusesWhatIsNone(MailAddressCase given) {
        assertThatThrownBy(() -> MailAddress.parse(given.address()))
                .isInstanceOfSatisfying(
                        NoMailAddressException.class,
                        refusal -> assertThat(refusal.isTooLong())
                                .isEqualTo(given.verdict().equals("too-long")));
    }

    @ParameterizedTest
    @CsvSource({
        "ada@example.com, false",
        "ada@bücher.example, false",
        "zoë@example.com, true",
        "'\"zoë m\"@example.com', true"
    })
    void needsSmtpUtf8OnlyForWhatStandsBeforeTheAt(String address, boolean needed) {
        assertThat(MailAddress.parse(address).needsSmtpUtf8()).isEqualTo(needed);
    }
}
