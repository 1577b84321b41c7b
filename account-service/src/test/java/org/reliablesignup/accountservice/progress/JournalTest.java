package org.reliablesignup.accountservice.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reliablesignup.accountservice.progress.Step.Kind;

class JournalTest {

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Instant TIME = Instant.parse("2026-03-01T10:15:30Z");

    private final Journal journal = new Journal(2);
    private final UUID ada = UUID.randomUUID();
    private final UUID grace = UUID.randomUUID();

    @Test
    void tellsOfWhatWasAndOfWhatComes() throws Exception {
        journal.add(ada, step(Kind.PUBLISHED, 1));
        journal.add(grace, step(Kind.PUBLISHED, 2));

        try (Watch watch = journal.watch(ada)) {
            journal.add(grace, step(Kind.QUEUED, 2));
            journal.add(ada, step(Kind.QUEUED, 1));

            assertThat(watch.before()).containsExactly(step(Kind.PUBLISHED, 1));
            assertThat(watch.next(AT_ONCE)).isEqualTo(step(Kind.QUEUED, 1));
            assertThat(watch.next(AT_ONCE)).isNull();
        }
    }

    @Test
    void tellsNothingOnceTheWatchIsClosed() throws Exception {
        Watch watch = journal.watch(ada);
        Watch other = journal.watch(ada);

        watch.close();
        journal.add(ada, step(Kind.PUBLISHED, 1));

        assertThat(watch.next(AT_ONCE)).isNull();
        assertThat(other.next(AT_ONCE)).isNotNull();
    }

    @Test
    void whatIsRepeatedIsToldOnce() throws Exception {
        Step first = step(Kind.SENT, 1);
        Step again = new Step(Kind.SENT, TIME.plusSeconds(9), first.mailId(), null, null, "250 Ok", null);

        try (Watch watch = journal.watch(ada)) {
            journal.add(ada, first);
            journal.add(ada, again);
            journal.add(ada, step(Kind.SENT, 2));

            assertThat(watch.next(AT_ONCE)).isEqualTo(first);
            assertThat(watch.next(AT_ONCE)).isEqualTo(step(Kind.SENT, 2));
            assertThat(watch.next(AT_ONCE)).isNull();
        }
        assertThat(journal.watch(ada).before()).containsExactly(first, step(Kind.SENT, 2));
    }

    @Test
    void keepsTheAccountsToWhichSomethingHappenedLast() {
        UUID third = UUID.randomUUID();

        journal.add(ada, step(Kind.PUBLISHED, 1));
        journal.add(grace, step(Kind.PUBLISHED, 2));
        journal.add(ada, step(Kind.QUEUED, 1));
        journal.add(third, step(Kind.PUBLISHED, 3));

        assertThat(journal.watch(ada).before()).hasSize(2);
        assertThat(journal.watch(grace).before()).isEmpty();
        assertThat(journal.watch(third).before()).hasSize(1);
    }

    @Test
    void keepsTheLastStepsOfWhoeverAsksForMailAfterMail() {
        IntStream.rangeClosed(1, 60).forEach(mail -> journal.add(ada, step(Kind.SENT, mail)));

        assertThat(journal.watch(ada).before())
                .hasSize(50)
                .startsWith(step(Kind.SENT, 11))
                .endsWith(step(Kind.SENT, 60));
    }

    @Test
    void forgetsAnAccount() {
        journal.add(ada, step(Kind.PUBLISHED, 1));

        journal.forget(ada);

        assertThat(journal.watch(ada).before()).isEmpty();
    }

    private static Step step(Kind kind, int mail) {
        return new Step(kind, TIME, new UUID(0, mail), null, null, null, null);
    }
}
