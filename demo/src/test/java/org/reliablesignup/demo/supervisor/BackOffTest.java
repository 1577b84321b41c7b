package org.reliablesignup.demo.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private final BackOff backOff = new BackOff();

    @Test
    void waitsLongerEachTimeThatAServiceDiesYoungButNeverTooLong() {
        Duration before = Duration.ZERO;
        for (int life = 0; life < 6; life++) {
            Duration pause = backOff.after(false);
            assertThat(pause).isGreaterThan(before);
            before = pause;
        }
        for (int life = 0; life < 10; life++) {
            assertThat(backOff.after(false)).isLessThanOrEqualTo(Duration.ofSeconds(30));
        }
    }

    @Test
    void startsAServiceThatHadWorkedAtOnceAgain() {
        backOff.after(false);
        backOff.after(false);

        assertThat(backOff.after(true)).isLessThan(Duration.ofSeconds(1));
        assertThat(backOff.after(false)).isLessThan(Duration.ofSeconds(1));
    }
}
