package org.reliablesignup.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The lanes that do not acknowledge. Each is tried with the first of its records, and nobody waits for that: all other
 * lanes go on. Not thread-safe.
 */
final class HeldLanes {

    private static final Duration FIRST_RETRY = Duration.ofMillis(100);

    private final Duration maxBackOff;
    private final Map<Lane, Hold> holds = new HashMap<>();

    HeldLanes(Duration maxBackOff) {
        this.maxBackOff = maxBackOff;
    }

    boolean isEmpty() {
        return holds.isEmpty();
    }

    /** Something in that lane was not acknowledged. */
    void hold(Lane lane) {
        holds.computeIfAbsent(lane, held -> new Hold(new BackOff(FIRST_RETRY, maxBackOff)))
                .rest();
    }

    /** Chooses from all rows that wait, in their order. */
    Choice choice() {
        return new Choice();
    }

    boolean holds(Lane lane) {
        return holds.containsKey(lane);
    }

    /** That record is on its way through a held lane. */
    void tried(Lane lane, OutboxRecord record, CompletableFuture<?> acknowledgement) {
        Hold hold = holds.get(lane);
        if (hold != null) {
            hold.trial = new Trial(record, acknowledgement);
        }
    }

    /** What became of the trials that have come to an end since the last call; a lane whose trial went well is free. */
    Publication.Outcome outcome() {
        List<Long> acknowledged = new ArrayList<>();
        Map<OutboxRecord, RecordRefusedException> refused = new LinkedHashMap<>();
        int failures = 0;
        @Nullable Throwable failure = null;
        for (Iterator<Hold> all = holds.values().iterator(); all.hasNext(); ) {
            Hold hold = all.next();
            Trial trial = hold.trial;
            if (trial == null || !trial.acknowledgement.isDone()) {
                continue;
            }
            hold.trial = null;
            if (!trial.acknowledgement.isCompletedExceptionally()) {
                acknowledged.add(trial.record.id());
                all.remove();
            } else if (trial.acknowledgement.exceptionNow() instanceof RecordRefusedException refusal) {
                refused.put(trial.record, refusal);
                all.remove();
            } else {
                failures++;
                failure = trial.acknowledgement.exceptionNow();
                hold.rest();
            }
        }
        return new Publication.Outcome(acknowledged, refused, List.of(), failures, failure);
    }

    /** Until a lane is to be tried again. */
    Duration untilNextTrial() {
        long now = System.nanoTime();
        long nanos = holds.values().stream()
                .filter(hold -> hold.trial == null)
                .mapToLong(hold -> Math.max(hold.dueAt - now, 0))
                .min()
                .orElse(maxBackOff.toNanos());
        return Duration.ofNanos(nanos);
    }

    /** One look at the rows. */
    final class Choice {

        private final Set<Lane> seen = new HashSet<>();

        /** Whether the next row, of that lane, may be sent now. */
        boolean takes(Lane lane) {
            Hold hold = holds.get(lane);
            return hold == null || (seen.add(lane) && hold.isDue());
        }

        /** All rows were seen: lanes that are due and for which none waits, are held for nothing. */
        void sawAll() {
            holds.entrySet().removeIf(hold -> hold.getValue().isDue() && !seen.contains(hold.getKey()));
        }
    }

    private static final class Hold {

        private final BackOff backOff;
        private long dueAt;
        private @Nullable Trial trial;

        Hold(BackOff backOff) {
            this.backOff = backOff;
        }

        void rest() {
            dueAt = System.nanoTime() + backOff.next().toNanos();
        }

        boolean isDue() {
            return trial == null && System.nanoTime() - dueAt >= 0;
        }
    }

    private record Trial(OutboxRecord record, CompletableFuture<?> acknowledgement) {}
}
