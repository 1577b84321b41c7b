package org.reliablesignup.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.reliablesignup.outbox.OutboxRecord.Sequence;
import org.reliablesignup.outbox.OutboxTable.Waiting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * One pass of the relay, a transaction: lock, read, send, wait for the acknowledgements, delete. Killed anywhere in it,
 * the database rolls back, the lock is free and the rows are there: what was already acknowledged is published again,
 * and nothing is lost. A relay whose database connection dies in mid-pass may overlap with its successor; as each sends
 * a record only after the one before it was acknowledged, the first copies of a key's events still arrive in order.
 *
 * <p>A lane that does not acknowledge is held: the pass goes on without it, and reads past its rows for as long as it
 * is away. Not thread-safe.
 */
final class OutboxPass {

    /** Rows looked at in one go, to find those of open lanes. */
    static final int PAGE = 5_000;

    private static final Logger log = LoggerFactory.getLogger(OutboxPass.class);

    private final OutboxTable table;
    private final TransactionOperations transaction;
    private final EventTransport transport;
    private final OutboxMetrics metrics;
    private final int batchSize;
    private final HeldLanes held;
    private final Runnable signal;
    private boolean troubled;
    private int taken;
    private Duration took = Duration.ZERO;

    /** @param signal called when the next pass could go on with a held lane; from any thread */
    OutboxPass(
            OutboxTable table,
            TransactionOperations transaction,
            EventTransport transport,
            OutboxMetrics metrics,
            OutboxSettings settings,
            Runnable signal) {
        this.table = table;
        this.transaction = transaction;
        this.transport = transport;
        this.metrics = metrics;
        this.batchSize = settings.batchSize();
        this.held = new HeldLanes(settings.maxBackOff());
        this.signal = signal;
    }

    /** Until a held lane is to be tried again. */
    Duration untilNextTrial() {
        return held.untilNextTrial();
    }

    /** How many rows the last pass has taken up. */
    int taken() {
        return taken;
    }

    /** How long the last pass took. */
    Duration took() {
        return took;
    }

    /** Whatever goes wrong: the relay is the only way out, so it must not die. */
    Result run() {
        taken = 0;
        long began = System.nanoTime();
        try {
            Result result = transaction.execute(status -> publishBatch());
            if (troubled && held.isEmpty() && (result == Result.DONE || result == Result.MORE)) {
                log.info("Publishing again");
                troubled = false;
            }
            return result;
        } catch (RuntimeException | Error e) {
            trouble(e);
            return Result.TROUBLE;
        } finally {
            took = Duration.ofNanos(System.nanoTime() - began);
        }
    }

    private Result publishBatch() {
        if (!table.lock()) {
            return Result.LOCKED;
        }
        settle(held.outcome());
        List<OutboxRecord> batch;
        Publication.Outcome outcome;
        if (held.isEmpty()) {
            batch = table.next(batchSize);
            outcome = Publication.of(batch, transport);
        } else {
            Function<Sequence, Lane> lanes = transport.lanes();
            batch = nextOfOpenLanes(lanes);
            outcome = Publication.besideTrials(withoutTrials(batch, lanes), transport);
        }
        taken = batch.size();
        settle(outcome);
        hold(outcome.unacknowledged());
        if (outcome.failures() > outcome.unacknowledged().size() || (outcome.failure() != null && held.isEmpty())) {
            return outcome.acknowledged().isEmpty() ? Result.TROUBLE : Result.PARTLY;
        }
        if (batch.size() == batchSize) {
            return Result.MORE;
        }
        return held.isEmpty() ? Result.DONE : Result.HELD;
    }

    private List<OutboxRecord> nextOfOpenLanes(Function<Sequence, Lane> lanes) {
        HeldLanes.Choice choice = held.choice();
        List<Long> ids = new ArrayList<>();
        // What comes while we read page by page is for the next look: its predecessor may have been committed just
        // after
        // the page that it belongs to was read.
        long last = table.lastId();
        List<Waiting> page = table.waiting(Long.MIN_VALUE, last, PAGE);
        while (!page.isEmpty()) {
            for (Waiting row : page) {
                if (choice.takes(lanes.apply(row.sequence()))) {
                    ids.add(row.id());
                    if (ids.size() == batchSize) {
                        return table.read(ids);
                    }
                }
            }
            page = page.size() < PAGE ? List.of() : table.waiting(page.getLast().id(), last, PAGE);
        }
        choice.sawAll();
        return ids.isEmpty() ? List.of() : table.read(ids);
    }

    /** Sends those of held lanes without waiting for them. */
    private List<OutboxRecord> withoutTrials(List<OutboxRecord> batch, Function<Sequence, Lane> lanes) {
        List<OutboxRecord> others = new ArrayList<>();
        for (OutboxRecord record : batch) {
            Lane lane = lanes.apply(record.sequence());
            if (held.holds(lane)) {
                CompletableFuture<?> acknowledgement = transport.send(record);
                held.tried(lane, record, acknowledgement);
                acknowledgement.whenComplete((stored, failure) -> signal.run());
            } else {
                others.add(record);
            }
        }
        return others;
    }

    private void settle(Publication.Outcome outcome) {
        if (!outcome.acknowledged().isEmpty()) {
            table.delete(outcome.acknowledged());
        }
        outcome.refused().forEach(this::park);
        metrics.count(outcome);
        if (outcome.failure() != null) {
            trouble(outcome.failure());
        }
    }

    private void hold(List<OutboxRecord> unacknowledged) {
        if (unacknowledged.isEmpty()) {
            return;
        }
        try {
            Function<Sequence, Lane> lanes = transport.lanes();
            unacknowledged.stream()
                    .map(OutboxRecord::sequence)
                    .map(lanes)
                    .distinct()
                    .toList()
                    .forEach(held::hold);
        } catch (RuntimeException e) {
            // The whole broker is away; what was acknowledged before must still be settled.
            trouble(e);
        }
    }

    private void park(OutboxRecord record, RecordRefusedException refusal) {
        table.park(record.id(), String.valueOf(refusal.getMessage()));
        log.error("Parked row {} of the outbox, topic {}, key {}", record.id(), record.topic(), record.key(), refusal);
    }

    private void trouble(Throwable cause) {
        if (!troubled) {
            log.warn("Cannot publish, rows wait in the outbox and are tried again: {}", cause.toString());
            troubled = true;
        }
        log.debug("Publishing failed", cause);
    }

    /** How a pass ended. */
    enum Result {
        /** Nothing more to publish. */
        DONE,
        /** There may be more. */
        MORE,
        /** Another relay is at it. */
        LOCKED,
        /** What is left waits for held lanes. */
        HELD,
        /** Some were acknowledged, some were not. */
        PARTLY,
        /** Nothing was acknowledged, or the database failed. */
        TROUBLE
    }
}
