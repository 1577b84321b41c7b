package org.reliablesignup.demo.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class MailIdTest {

    @Test
    void growsWithEveryMailEvenWhenTheClockStandsStill() {
        MailId.Source ids = new MailId.Source(0);
        MailId before = ids.next();
        for (int i = 0; i < 10_000; i++) {
            MailId next = ids.next();
            assertThat(next).isGreaterThan(before);
            before = next;
        }
    }

    @Test
    void growsBeyondTheLastOneKnownEvenWhenTheClockWentBack() {
        long future = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) + 1_000_000_000;

        assertThat(new MailId.Source(future).next().micros()).isGreaterThan(future);
    }

    @Test
    void isReadBackFromItsTextAndNothingElseIs() {
        MailId id = new MailId.Source(0).next();

        assertThat(MailId.parse(id.toString())).contains(id);
        assertThat(MailId.parse("")).isEmpty();
        assertThat(MailId.parse("../x")).isEmpty();
        assertThat(MailId.parse(id.toString().toUpperCase())).isEmpty();
        assertThat(MailId.parse("00" + id)).isEmpty();
    }
}
