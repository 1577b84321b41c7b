package org.reliablesignup.emailservice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final AtomicLong now = new AtomicLong(42);
    private final Pace pace = new Pace(32, now::get);

    @Test
    void isNothingAtFirst() {
        pace.ended();

        assertThat(pace.ahead()).isZero();
    }

    @Test
    void isWhatEndedWithinATenthOfASecond() {
        end(10);
        pass(Duration.ofMillis(200));

        assertThat(pace.ahead()).isEqualTo(5);
        assertThat(pace.ahead()).isEqualTo(5);
    }

    @Test
    void isBounded() {
        end(1_000);
        pass(Duration.ofMillis(100));

        assertThat(pace.ahead()).isEqualTo(32);
    }

    @Test
    void isNothingWhereMailsAreSlowOrNone() {
        end(1_000);
        pass(Duration.ofMillis(100));
        pace.ahead();

        end(8);
        pass(Duration.ofSeconds(30));
        assertThat(pace.ahead()).isZero();
    }

    private void end(int mails) {
        for (int i = 0; i < mails; i++) {
            pace.ended();
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
