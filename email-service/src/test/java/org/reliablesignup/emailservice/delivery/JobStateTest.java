package org.reliablesignup.emailservice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobStateTest {

    @ParameterizedTest
    @EnumSource(names = {"SENT", "REJECTED", "EXPIRED", "UNKNOWN"})
    void aFinalStateHasAnOutcomeAndNoSuccessor(JobState state) {
        assertThat(state.outcome()).isNotNull();
        assertThat(EnumSet.allOf(JobState.class)).noneMatch(state::canBecome);
    }

    @ParameterizedTest
    @EnumSource(names = {"QUEUED", "RETRY"})
    void whatWaitsCanOnlyBeClaimed(JobState state) {
        assertThat(state.outcome()).isNull();
        assertThat(EnumSet.allOf(JobState.class)).allMatch(next -> state.canBecome(next) == (next == JobState.SENDING));
    }

    @Test
    void whatIsBeingSentCanBecomeAnything() {
        assertThat(EnumSet.allOf(JobState.class)).allMatch(JobState.SENDING::canBecome);
    }
}
