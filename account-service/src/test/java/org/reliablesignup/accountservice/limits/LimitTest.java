package org.reliablesignup.accountservice.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {

    @Test
    void readsAnAmountAndAPeriod() {
        assertThat(Limit.of("20/1m")).isEqualTo(new Limit(20, Duration.ofMinutes(1)));
        assertThat(Limit.of("5/90s")).isEqualTo(new Limit(5, Duration.ofSeconds(90)));
        assertThat(Limit.of("1/1d").isNone()).isFalse();
        assertThat(Limit.of("none").isNone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "20/", "0/1m", "20/0s", "-1/1m", "20/1", "20/1ms", "20/1m ", "off", "1/1y"})
    void refusesAnythingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Limit.of(text));
    }
}
