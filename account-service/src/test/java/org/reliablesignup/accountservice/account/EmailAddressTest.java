package org.reliablesignup.accountservice.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.events.AccountCreated;
import org.reliablesignup.testing.MailAddressCase;

class EmailAddressTest {

    @ParameterizedTest
    @MethodSource("org.reliablesignup.testing.MailAddressCase#taken")
    void keepsAnAddressAsItWasGivenAndComparesItInOneSpelling(MailAddressCase given) {
        EmailAddress address = EmailAddress.of(given.address());

        assertThat(address.value()).isEqualTo(given.address());
        assertThat(address.canonical()).isEqualTo(given.canonical());
        assertThatCode(() -> created(address)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("org.reliablesignup.testing.MailAddressCase#refused")
    void refusesWhatIsNone(MailAddressCase given) {
        assertThatThrownBy(() -> EmailAddress.of(given.address()))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(given.verdict()));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\u3000\n"})
    void isRequired(@Nullable String text) {
        assertThatThrownBy(() -> EmailAddress.of(text))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("required"));
    }

    @Test
    void stripsTheSpaceAroundIt() {
        assertThat(EmailAddress.of(" ada@example.com\n").value()).isEqualTo("ada@example.com");
    }

    @ParameterizedTest
    @MethodSource("hugeTexts")
    void refusesHugeTextsWithoutWorkingThroughThem(String text) {
        assertThatThrownBy(() -> EmailAddress.of(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("at most");
    }

    static Stream<String> hugeTexts() {
        return Stream.of(
                "a.".repeat(8_000) + "a@example.com",
                '"' + "a".repeat(16_000) + "\"@example.com",
                "a@" + "ü".repeat(8_000) + ".com");
    }

    @Test
    void showsItselfMasked() {
        assertThat(EmailAddress.of("ada@example.com")).hasToString("a***@example.com");
        assertThat(EmailAddress.of("\"a@b\"@example.com")).hasToString("\"***@example.com");
        assertThat(EmailAddress.of("🦉ada@example.com")).hasToString("🦉***@example.com");
    }

    /** The event refuses what cannot be stored or sent. */
    private static AccountCreated created(EmailAddress address) {
        return new AccountCreated(
                UUID.randomUUID(), UUID.randomUUID(), Instant.EPOCH, "Ada", address.value(), "en", false);
    }
}
