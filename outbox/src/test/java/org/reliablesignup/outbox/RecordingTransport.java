package org.reliablesignup.outbox;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.reliablesignup.outbox.OutboxRecord.Sequence;

/** Stands in for the broker: keeps what it acknowledged, and can be told what to answer. */
final class RecordingTransport implements EventTransport {

    final List<OutboxRecord> stored = new CopyOnWriteArrayList<>();
    final List<OutboxRecord> asked = new CopyOnWriteArrayList<>();
    private volatile Function<OutboxRecord, CompletableFuture<?>> answer = record -> acknowledged();

    volatile int flushes;
    private volatile ToIntFunction<String> laneOfKey = String::hashCode;

    static CompletableFuture<?> acknowledged() {
        return CompletableFuture.completedFuture(null);
    }

    static CompletableFuture<?> refused() {
        return CompletableFuture.failedFuture(new RecordRefusedException(new IllegalArgumentException("too large")));
    }

    /** Fails as a timeout does: not while the record is handed over. */
    static CompletableFuture<?> failedLater() {
        return CompletableFuture.runAsync(() -> {
            throw new IllegalStateException("no acknowledgement");
        });
    }

    void lane(ToIntFunction<String> laneOfKey) {
        this.laneOfKey = laneOfKey;
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public Function<Sequence, Lane> lanes() {
        return sequence -> new Lane(sequence.topic(), laneOfKey.applyAsInt(sequence.key()));
    }

    void answer(Function<OutboxRecord, CompletableFuture<?>> answer) {
        this.answer = answer;
    }

    @Override
    public CompletableFuture<?> send(OutboxRecord record) {
        asked.add(record);
        return answer.apply(record).whenComplete((done, failure) -> {
            if (failure == null) {
                stored.add(record);
            }
        });
    }
}
