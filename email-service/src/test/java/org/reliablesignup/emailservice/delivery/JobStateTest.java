package org.reliablesignup.emailservice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobStateTest {

    private static final Set<JobState> OPEN = EnumSet.of(JobState.QUEUED, JobState.SENDING, JobState.RETRY);

    @ParameterizedTest
    @EnumSource
    void onlyAFinishedJobHasAnOutcome(JobState state) {
        assertThat(state.outcome() == null).isEqualTo(OPEN.contains(state));
    }

    @Test
    void whatWasSentStaysSent() {
        assertThat(EnumSet.allOf(JobState.class)).noneMatch(JobState.SENT::canBecome);
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatWaitsCanBeClaimed(JobState state) {
        assertThat(state.canBecome(JobState.SENDING)).isEqualTo(OPEN.contains(state));
    }

    @ParameterizedTest
    @EnumSource
    void onlyItsWorkerTellsThatAMailWasSentOrRejected(JobState state) {
        assertThat(state.canBecome(JobState.SENT)).isEqualTo(state == JobState.SENDING);
        assertThat(state.canBecome(JobState.REJECTED)).isEqualTo(state == JobState.SENDING);
    }

    @Test
    void whatIsBeingSentCanBecomeAnything() {
        assertThat(EnumSet.allOf(JobState.class)).allMatch(JobState.SENDING::canBecome);
    }
}
