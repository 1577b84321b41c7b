package org.reliablesignup.accountservice.mailstatus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reliablesignup.accountservice.mailstatus.MailStatus.State;

class OutcomeTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
    private static final UUID MAIL = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final UUID LATER_MAIL = UUID.fromString("f1890a5d-ac96-774b-bcce-b302099a8057");

    @Test
    void countsTheLaterReportAboutAMail() {
        Outcome unknown = new Outcome(MAIL, State.UNKNOWN, TIME);
        Outcome expired = new Outcome(MAIL, State.EXPIRED, TIME.plusSeconds(1));

        assertThat(expired.supersedes(unknown)).isTrue();
        assertThat(unknown.supersedes(expired)).isFalse();
    }

    @Test
    void countsSentAboveAllWhateverTheClockSays() {
        Outcome unknown = new Outcome(MAIL, State.UNKNOWN, TIME);
        Outcome sent = new Outcome(MAIL, State.SENT, TIME.minusSeconds(3600));

        assertThat(sent.supersedes(unknown)).isTrue();
        assertThat(unknown.supersedes(sent)).isFalse();
    }

    @Test
    void countsTheNewerMail() {
        Outcome sent = new Outcome(MAIL, State.SENT, TIME.plusSeconds(1));
        Outcome rejected = new Outcome(LATER_MAIL, State.REJECTED, TIME);

        assertThat(rejected.supersedes(sent)).isTrue();
        assertThat(sent.supersedes(rejected)).isFalse();
    }

    @Test
    void learnsNothingFromAReplay() {
        for (State state : State.values()) {
            Outcome outcome = new Outcome(MAIL, state, TIME);
            assertThat(outcome.supersedes(outcome)).isFalse();
        }
    }
}
