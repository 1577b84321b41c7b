package org.reliablesignup.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HeldLanesTest {

    private static final Lane AWAY = new Lane("topic", 1);
    private static final Lane THERE = new Lane("topic", 2);
    private static final byte[] NO_DATA = {};
    private static final OutboxRecord RECORD = new OutboxRecord(7, "topic", "key", Map.of(), NO_DATA);

    /** Without a pause: a lane is due at once. */
    private final HeldLanes lanes = new HeldLanes(Duration.ZERO);

    @Test
    void takesTheFirstRowOfAHeldLaneAndAllOfOthers() {
        lanes.hold(AWAY);
        HeldLanes.Choice choice = lanes.choice();

        assertThat(choice.takes(AWAY)).isTrue();
        assertThat(choice.takes(AWAY)).isFalse();
        assertThat(choice.takes(THERE)).isTrue();
        assertThat(choice.takes(THERE)).isTrue();
    }

    @Test
    void takesNoRowOfALaneThatIsBeingTried() {
        lanes.hold(AWAY);
        lanes.tried(AWAY, RECORD, new CompletableFuture<>());

        assertThat(lanes.choice().takes(AWAY)).isFalse();
        assertThat(lanes.outcome().acknowledged()).isEmpty();
        assertThat(lanes.isEmpty()).isFalse();
    }

    @Test
    void freesALaneWhoseRecordWasAcknowledged() {
        lanes.hold(AWAY);
        lanes.tried(AWAY, RECORD, RecordingTransport.acknowledged());

        assertThat(lanes.outcome().acknowledged()).containsExactly(7L);
        assertThat(lanes.isEmpty()).isTrue();
    }

    @Test
    void freesALaneWhoseRecordWasRefusedForGood() {
        lanes.hold(AWAY);
        lanes.tried(AWAY, RECORD, RecordingTransport.refused());

        assertThat(lanes.outcome().refused()).containsOnlyKeys(RECORD);
        assertThat(lanes.isEmpty()).isTrue();
    }

    @Test
    void holdsALaneOnWhoseRecordFailedAgain() {
        lanes.hold(AWAY);
        lanes.tried(AWAY, RECORD, CompletableFuture.failedFuture(new IllegalStateException("away")));

        Publication.Outcome outcome = lanes.outcome();

        assertThat(outcome.failures()).isOne();
        assertThat(outcome.failure()).hasMessage("away");
        assertThat(lanes.holds(AWAY)).isTrue();
        assertThat(lanes.outcome().failures()).isZero();
    }

    @Test
    void forgetsALaneForWhichNoRowWaits() {
        lanes.hold(AWAY);
        HeldLanes.Choice choice = lanes.choice();
        choice.takes(THERE);

        choice.sawAll();

        assertThat(lanes.isEmpty()).isTrue();
    }

    @Test
    void keepsALaneForWhichARowWaits() {
        lanes.hold(AWAY);
        HeldLanes.Choice choice = lanes.choice();
        choice.takes(AWAY);

        choice.sawAll();

        assertThat(lanes.holds(AWAY)).isTrue();
    }
}
