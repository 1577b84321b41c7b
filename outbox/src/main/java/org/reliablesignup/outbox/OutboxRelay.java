package org.reliablesignup.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.outbox.OutboxRecord.Sequence;
import org.reliablesignup.outbox.OutboxTable.Waiting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Publishes what was committed to the outbox, on a thread of its own.
 *
 * <p>A pass is one transaction: lock, read, send, wait for the acknowledgements, delete. Killed anywhere in it, the
 * database rolls back, the lock is free and the rows are there: what was already acknowledged is published again, and
 * nothing is lost. A relay whose database connection dies in mid-pass may overlap with its successor; as each sends a
 * record only after the one before it was acknowledged, the first copies of a key's events still arrive in order.
 *
 * <p>A lane that does not acknowledge is held: the pass goes on without it, and reads past its rows for as long as it
 * is away.
 */
final class OutboxRelay implements SmartLifecycle {

    /** Stopped after the web server and the listeners, so that what they commit at the end still leaves. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    /** Rows looked at in one go, to find those of open lanes. */
    private static final int PAGE = 5_000;

    private static final Duration MAX_REST = Duration.ofSeconds(1);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration FIRST_LOCK_RETRY = Duration.ofMillis(20);
    private static final Duration MAX_LOCK_RETRY = Duration.ofMillis(320);
    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private final OutboxTable table;
    private final TransactionOperations transaction;
    private final EventTransport transport;
    private final OutboxMetrics metrics;
    private final OutboxSettings settings;
    private final HeldLanes held;
    private final Semaphore signal = new Semaphore(0);
    private CountDownLatch stopping = new CountDownLatch(0);
    private @Nullable Thread thread;
    private boolean troubled;

    OutboxRelay(
            OutboxTable table,
            TransactionOperations transaction,
            EventTransport transport,
            OutboxMetrics metrics,
            OutboxSettings settings) {
        this.table = table;
        this.transaction = transaction;
        this.transport = transport;
        this.metrics = metrics;
        this.settings = settings;
        this.held = new HeldLanes(settings.maxBackOff());
    }

    /** There is something to publish. Returns at once. */
    void signal() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    @Override
    public synchronized void start() {
        stopping = new CountDownLatch(1);
        thread = Thread.ofPlatform().daemon().name("outbox-relay").start(this::run);
    }

    /** Finishes the batch in flight. No interrupt: an interrupted thread makes H2 close its file. */
    @Override
    public synchronized void stop() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        stopping.countDown();
        signal.release();
        try {
            running.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void run() {
        try {
            boolean signalled = true;
            while (isWanted()) {
                drain(signalled);
                signalled = signal.tryAcquire(settings.pollInterval().toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isWanted() {
        return stopping.getCount() > 0;
    }

    /** Returns when nothing is left that this relay has to publish. */
    private void drain(boolean signalled) throws InterruptedException {
        BackOff lockRetry = new BackOff(FIRST_LOCK_RETRY, MAX_LOCK_RETRY);
        BackOff troubleRetry = new BackOff(FIRST_RETRY, settings.maxBackOff());
        while (isWanted()) {
            signal.drainPermits();
            long began = System.nanoTime();
            switch (pass()) {
                case DONE -> {
                    return;
                }
                case MORE -> troubleRetry.reset();
                case HELD -> {
                    troubleRetry.reset();
                    // A look at all that waits takes time; not all of the database's, for sign-ups go on.
                    Duration look = Duration.ofNanos(System.nanoTime() - began);
                    pause(look.compareTo(MAX_REST) < 0 ? look : MAX_REST);
                    signal.tryAcquire(held.untilNextTrial().toNanos(), TimeUnit.NANOSECONDS);
                }
                case LOCKED -> {
                    if (!signalled) {
                        return;
                    }
                    // The other relay may have read the table just before our rows came.
                    pause(lockRetry.next());
                }
                case PARTLY -> {
                    troubleRetry.reset();
                    pause(troubleRetry.next());
                }
                // A signal does not cut this short: sign-ups go on, and each would be a try.
                case TROUBLE -> pause(troubleRetry.next());
            }
        }
    }

    private void pause(Duration time) throws InterruptedException {
        if (stopping.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            log.debug("Stopped in a pause of {}", time);
        }
    }

    /** Whatever goes wrong: the relay is the only way out, so it must not die. */
    private Pass pass() {
        try {
            Pass pass = transaction.execute(status -> publishBatch());
            if (troubled && held.isEmpty() && (pass == Pass.DONE || pass == Pass.MORE)) {
                log.info("Publishing again");
                troubled = false;
            }
            return pass;
        } catch (RuntimeException | Error e) {
            trouble(e);
            return Pass.TROUBLE;
        }
    }

    private Pass publishBatch() {
        if (!table.lock()) {
            return Pass.LOCKED;
        }
        settle(held.outcome());
        List<OutboxRecord> batch;
        Publication.Outcome outcome;
        if (held.isEmpty()) {
            batch = table.next(settings.batchSize());
            outcome = Publication.of(batch, transport);
        } else {
            Function<Sequence, Lane> lanes = transport.lanes();
            batch = nextOfOpenLanes(lanes);
            outcome = Publication.of(withoutTrials(batch, lanes), transport);
        }
        settle(outcome);
        hold(outcome.unacknowledged());
        if (outcome.failures() > outcome.unacknowledged().size() || (outcome.failure() != null && held.isEmpty())) {
            return outcome.acknowledged().isEmpty() ? Pass.TROUBLE : Pass.PARTLY;
        }
        if (batch.size() == settings.batchSize()) {
            return Pass.MORE;
        }
        return held.isEmpty() ? Pass.DONE : Pass.HELD;
    }

    private List<OutboxRecord> nextOfOpenLanes(Function<Sequence, Lane> lanes) {
        HeldLanes.Choice choice = held.choice();
        List<Long> ids = new ArrayList<>();
        List<Waiting> page = table.waiting(Long.MIN_VALUE, PAGE);
        while (!page.isEmpty()) {
            for (Waiting row : page) {
                if (choice.takes(lanes.apply(row.sequence()))) {
                    ids.add(row.id());
                    if (ids.size() == settings.batchSize()) {
                        return table.read(ids);
                    }
                }
            }
            page = page.size() < PAGE ? List.of() : table.waiting(page.getLast().id(), PAGE);
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
                acknowledgement.whenComplete((stored, failure) -> signal());
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

    private enum Pass {
        DONE,
        MORE,
        LOCKED,
        HELD,
        PARTLY,
        TROUBLE
    }
}
