package org.reliablesignup.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PublicationTest {

    private final RecordingTransport transport = new RecordingTransport();

    @Test
    void acknowledgesEverythingThatTheBrokerStores() {
        Publication.Outcome outcome = publish(record(1, "a"), record(2, "b"), record(3, "a"));

        assertThat(outcome.acknowledged()).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(outcome.failure()).isNull();
    }

    @Test
    void keepsBackTheRestOfAKeyWhoseRecordFailed() {
        transport.answer(
                record -> record.id() == 1 ? RecordingTransport.failedLater() : RecordingTransport.acknowledged());

        Publication.Outcome outcome = publish(record(1, "a"), record(2, "a"), record(3, "b"), record(4, "b"));

        assertThat(transport.asked).extracting(OutboxRecord::id).doesNotContain(2L);
        assertThat(outcome.acknowledged()).containsExactlyInAnyOrder(3L, 4L);
        assertThat(outcome.failures()).isOne();
        assertThat(outcome.failure()).isNotNull();
    }

    @Test
    void neverHasTwoRecordsOfAKeyInFlight() {
        Set<String> inFlight = ConcurrentHashMap.newKeySet();
        List<String> overlaps = new CopyOnWriteArrayList<>();
        transport.answer(record -> {
            if (!inFlight.add(record.key())) {
                overlaps.add(record.key());
            }
            return CompletableFuture.runAsync(() -> inFlight.remove(record.key()));
        });

        List<OutboxRecord> records = new ArrayList<>();
        for (int id = 0; id < 30; id++) {
            records.add(record(id, "key-" + id % 7));
        }
        Publication.of(records, transport);

        assertThat(overlaps).isEmpty();
        assertThat(transport.asked).hasSize(30);
    }

    @Test
    void goesOnAfterARecordThatWasRefusedForGood() {
        transport.answer(record -> record.id() == 1 ? RecordingTransport.refused() : RecordingTransport.acknowledged());

        Publication.Outcome outcome = publish(record(1, "a"), record(2, "a"), record(3, "b"));

        assertThat(outcome.refused()).containsOnlyKeys(record(1, "a"));
        assertThat(outcome.acknowledged()).containsExactlyInAnyOrder(2L, 3L);
        assertThat(outcome.failures()).isZero();
    }

    @Test
    void waitsForNoCompanyOnceAllOfAWaveIsHandedOver() {
        publish(record(1, "a"), record(2, "b"), record(3, "a"));

        assertThat(transport.flushes).isEqualTo(2);
    }

    @Test
    void doesNotWaitForWhatIsTriedBesideIt() {
        Publication.besideTrials(List.of(record(1, "a")), transport);

        assertThat(transport.flushes).isZero();
    }

    @Test
    void asksNoMoreOnceTheBrokerCannotBeReached() {
        transport.answer(record -> {
            throw new IllegalStateException("no broker");
        });

        Publication.Outcome outcome = publish(record(1, "a"), record(2, "b"), record(3, "c"));

        assertThat(transport.asked).hasSize(1);
        assertThat(outcome.acknowledged()).isEmpty();
        assertThat(outcome.failure()).hasMessage("no broker");
    }

    private Publication.Outcome publish(OutboxRecord... records) {
        return Publication.of(List.of(records), transport);
    }

    private static final byte[] NO_DATA = {};

    private static OutboxRecord record(long id, String key) {
        return new OutboxRecord(id, "topic", key, Map.of(), NO_DATA);
    }
}
