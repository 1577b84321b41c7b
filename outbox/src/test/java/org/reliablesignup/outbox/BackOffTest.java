package org.reliablesignup.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private final BackOff backOff = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(1));

    @Test
    void doublesUpToItsLimit() {
        assertThat(Stream.generate(backOff::next).limit(6).map(Duration::toMillis))
                .containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L);
    }

    @Test
    void startsAnewAfterAReset() {
        backOff.next();
        backOff.next();
        backOff.reset();

        assertThat(backOff.next()).isEqualTo(Duration.ofMillis(100));
    }
}
