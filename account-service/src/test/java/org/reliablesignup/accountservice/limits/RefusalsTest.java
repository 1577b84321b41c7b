package org.reliablesignup.accountservice.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final Refusals refusals = new Refusals();

    @Test
    void lastsAsLongAsTheBucketIsEmpty() {
        refusals.remember("a", NOW.plusSeconds(10), NOW);

        assertThat(refusals.left("a", NOW.plusSeconds(4))).contains(Duration.ofSeconds(6));
        assertThat(refusals.left("a", NOW.plusSeconds(10))).isEmpty();
        assertThat(refusals.left("b", NOW)).isEmpty();
    }

    @Test
    void remembersTenThousandAtATime() {
        for (int i = 0; i < 10_000; i++) {
            refusals.remember("first-" + i, NOW.plusSeconds(10), NOW);
        }
        refusals.remember("one more", NOW.plusSeconds(20), NOW);
        assertThat(refusals.left("one more", NOW)).isEmpty();

        refusals.remember("later", NOW.plusSeconds(20), NOW.plusSeconds(10));
        assertThat(refusals.left("later", NOW.plusSeconds(10))).contains(Duration.ofSeconds(10));
    }
}
