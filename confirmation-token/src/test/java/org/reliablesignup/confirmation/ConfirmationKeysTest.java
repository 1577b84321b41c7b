package org.reliablesignup.confirmation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

class ConfirmationKeysTest {

    private static final String GOOD = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void saysWhatToSetWhenThereIsNone() {
        assertThatThrownBy(() -> ConfirmationKeys.of(Map.of()))
                .isInstanceOf(UnusableKeysException.class)
                .hasMessageContaining("confirmation.keys.<key id> is missing: set it to at least 32 random bytes");
    }

    @Test
    void refusesASecretThatIsTooShortOrNoBase64AndDoesNotQuoteIt() {
        String tooShort = Base64.getEncoder().encodeToString(new byte[31]);

        assertThatThrownBy(() -> ConfirmationKeys.of(Map.of("k1", tooShort)))
                .hasMessageContaining("confirmation.keys.k1 has 31 bytes")
                .hasMessageNotContaining(tooShort);
        assertThatThrownBy(() -> ConfirmationKeys.of(Map.of("k1", "it is a secret!")))
                .hasMessageContaining("confirmation.keys.k1 is not base64")
                .hasMessageNotContaining("secret!");
        assertThatThrownBy(() -> ConfirmationKeys.of(Map.of("k1", ""))).hasMessageContaining("k1 has 0 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "K1", "k.1", "k-1", "k_1", "0123456789abcdefg", "ü"})
    void refusesAnIdThatATokenOrTheEnvironmentCannotSpell(String id) {
        assertThatThrownBy(() -> ConfirmationKeys.of(Map.of(id, GOOD)))
                .isInstanceOf(UnusableKeysException.class)
                .hasMessageContaining("1 to 16 lower-case letters or digits");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "k2"})
    void refusesACurrentKeyThatIsNotThere(@Nullable String current) {
        ConfirmationKeys keys = ConfirmationKeys.of(Map.of("k1", GOOD));

        assertThatThrownBy(() -> new TokenMinter(keys, current, Duration.ofHours(1), Clock.systemUTC()))
                .isInstanceOf(UnusableKeysException.class)
                .hasMessageContaining("confirmation.current-key")
                .hasMessageContaining("[k1]");
    }

    @Test
    void showsNoSecret() {
        assertThat(ConfirmationKeys.of(Map.of("k1", GOOD))).hasToString("[k1]");
    }

    @Test
    void tellsWhoeverStartsAServiceTheSentenceAlone() {
        UnusableKeysException failure =
                catchThrowableOfType(UnusableKeysException.class, () -> ConfirmationKeys.of(Map.of()));

        FailureAnalysis analysis = requireNonNull(
                new UnusableKeysFailureAnalyzer().analyze(new IllegalStateException("in the depths", failure)));

        assertThat(analysis.getDescription()).isEqualTo(failure.getMessage());
    }
}
