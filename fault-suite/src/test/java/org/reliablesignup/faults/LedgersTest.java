package org.reliablesignup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reliablesignup.faults.SignUps.Promise;

/** The judge of the suite is judged first: each kind of loss is seen. */
class LedgersTest {

    private static final List<Promise> PROMISED = List.of(new Promise("id", "a", 0));
    private static final Set<String> NOBODY = Set.of();
    private static final Set<String> A = Set.of("a");

    @Test
    void findsNothingWrongWhereEveryPromiseHasItsMail() {
        Ledgers ledgers = new Ledgers(PROMISED, A, NOBODY, NOBODY, Set.of(), List.of(mail("1", "a")));

        assertThat(ledgers.lost()).isZero();
        assertThat(ledgers.copies()).isZero();
    }

    @Test
    void countsAPromisedAccountThatIsNotThere() {
        assertThat(new Ledgers(PROMISED, NOBODY, NOBODY, NOBODY, Set.of(), List.of()).lost())
                .isEqualTo(1);
    }

    @Test
    void countsAnAccountWithoutMailUnlessTheServerRefusedIt() {
        assertThat(new Ledgers(PROMISED, A, NOBODY, NOBODY, Set.of(), List.of()).lost())
                .isEqualTo(1);
        assertThat(new Ledgers(PROMISED, A, A, NOBODY, Set.of(), List.of()).lost())
                .isZero();
    }

    @Test
    void acceptsAMailThatWasGivenUpWhereItsOwnerIsToldSo() {
        assertThat(new Ledgers(PROMISED, A, NOBODY, A, Set.of(), List.of()).lost())
                .isZero();
    }

    @Test
    void countsAnOwnerWhoIsToldThatAMailWasGivenUpWhichTheServerAccepted() {
        assertThat(new Ledgers(PROMISED, A, NOBODY, A, Set.of(), List.of(mail("1", "a"))).lost())
                .isEqualTo(1);
    }

    @Test
    void countsAMailWithoutAccountAndASecondMailOfAnotherId() {
        assertThat(new Ledgers(List.of(), NOBODY, NOBODY, NOBODY, Set.of(), List.of(mail("1", "b"))).lost())
                .isEqualTo(1);
        assertThat(new Ledgers(PROMISED, A, NOBODY, NOBODY, Set.of(), List.of(mail("1", "a"), mail("2", "a"))).lost())
                .isEqualTo(1);
    }

    @Test
    void tellsACopyOfADoubtfulMailFromOneThatNothingExplains() {
        List<AcceptedMail> twice = List.of(mail("1", "a"), mail("1", "a"));

        Ledgers explained = new Ledgers(PROMISED, A, NOBODY, NOBODY, Set.of("1"), twice);
        Ledgers unexplained = new Ledgers(PROMISED, A, NOBODY, NOBODY, Set.of(), twice);

        assertThat(explained.copies()).isEqualTo(1);
        assertThat(explained.unexplainedCopies()).isZero();
        assertThat(unexplained.unexplainedCopies()).isEqualTo(1);
    }

    private static AcceptedMail mail(String messageId, String recipient) {
        return new AcceptedMail(messageId, recipient, Instant.EPOCH);
    }
}
