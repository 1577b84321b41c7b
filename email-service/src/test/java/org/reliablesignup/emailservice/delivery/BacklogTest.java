package org.reliablesignup.emailservice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final Instant FIRST = Instant.parse("2026-03-01T10:15:30.123456Z");
    private static final Instant NEXT = FIRST.plusMillis(3);

    private final AtomicLong now = new AtomicLong(-42);
    private final Backlog backlog = new Backlog(now::get);

    @Test
    void isReadFromTheBeginningAtFirst() {
        assertThat(backlog.from()).isEqualTo(Backlog.BEGINNING);
    }

    @Test
    void isReadOnFromTheFirstThatWasFound() {
        backlog.found(Backlog.BEGINNING, FIRST);
        assertThat(backlog.from()).isEqualTo(FIRST);

        backlog.found(FIRST, NEXT);
        assertThat(backlog.from()).isEqualTo(NEXT);
    }

    @Test
    void isReadFromTheBeginningEachSecondHoweverOftenItIsRead() {
        backlog.found(Backlog.BEGINNING, FIRST);
        for (int tenth = 0; tenth < 10; tenth++) {
            assertThat(backlog.from()).isEqualTo(FIRST);
            backlog.found(FIRST, FIRST);
            now.addAndGet(Duration.ofMillis(100).toNanos());
        }

        assertThat(backlog.from()).isEqualTo(Backlog.BEGINNING);

        backlog.found(Backlog.BEGINNING, NEXT);
        assertThat(backlog.from()).isEqualTo(NEXT);
    }

    @Test
    void isNoneOnceAllWereFound() {
        backlog.found(Backlog.BEGINNING, FIRST);
        backlog.found(Backlog.BEGINNING, Backlog.BEGINNING);

        assertThat(backlog.from()).isEqualTo(Backlog.BEGINNING);
    }
}
