package org.reliablesignup.accountservice.mailstatus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.reliablesignup.accountservice.mailstatus.MailStatus.State;

class OutcomeTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
    private static final UUID MAIL = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final UUID MAIL_OF_A_CLOCK_BEHIND = UUID.fromString("01890a5d-ac95-774b-bcce-b302099a8057");
    private static final UUID MAIL_OF_A_CLOCK_AHEAD = UUID.fromString("01890b5d-ac96-774b-bcce-b302099a8057");

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

    /** Another is an earlier one, even if the instance that asked for it had a clock that was ahead. */
    @Test
    void countsNoReportAboutAnotherMail() {
        for (State state : State.values()) {
            Outcome last = new Outcome(MAIL, state, TIME);

            assertThat(new Outcome(MAIL_OF_A_CLOCK_BEHIND, State.SENT, TIME.plusSeconds(1)).supersedes(last))
                    .isFalse();
            assertThat(new Outcome(MAIL_OF_A_CLOCK_AHEAD, State.SENT, TIME.plusSeconds(1)).supersedes(last))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "QUEUED", mode = Mode.EXCLUDE)
    void countsAnyReportAboveNoneWhateverTheClockSays(State state) {
        Outcome queued = new Outcome(MAIL, State.QUEUED, TIME);
        Outcome report = new Outcome(MAIL, state, TIME.minusSeconds(3600));

        assertThat(report.supersedes(queued)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = "QUEUED", mode = Mode.EXCLUDE)
    void learnsNothingFromAReplay(State state) {
        Outcome report = new Outcome(MAIL, state, TIME);

        assertThat(report.supersedes(report)).isFalse();
    }
}
