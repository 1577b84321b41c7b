package org.reliablesignup.outbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Publishes what was committed to the outbox, on a thread of its own.
 *
 * <p>Pass by pass ({@link OutboxPass}): at once when there is a signal, now and then without, and later and later while
 * nothing gets through.
 */
final class OutboxRelay implements SmartLifecycle {

    /** Stopped after the web server and the listeners, so that what they commit at the end still leaves. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    /** How much longer than a look at all that waits the rest after it is. */
    private static final int REST_AFTER_LOOK = 9;

    /**
     * For each row of a pass it rests so long after it, and as for one after a pass that found none. The more events there
     * are, the fewer passes, each with more of them; where there are few, each leaves at once.
     */
    private static final Duration REST_PER_ROW = Duration.ofNanos(500_000);

    private static final Duration LONGEST_REST = Duration.ofMillis(20);

    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration FIRST_LOCK_RETRY = Duration.ofMillis(5);
    private static final Duration MAX_LOCK_RETRY = Duration.ofMillis(80);

    private final OutboxPass pass;
    private final OutboxSettings settings;
    private final Semaphore signal = new Semaphore(0);
    private CountDownLatch stopping = new CountDownLatch(0);
    private @Nullable Thread thread;

    OutboxRelay(
            OutboxTable table,
            TransactionOperations transaction,
            EventTransport transport,
            OutboxMetrics metrics,
            OutboxSettings settings) {
        this.pass = new OutboxPass(table, transaction, transport, metrics, settings, this::signal);
        this.settings = settings;
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
            boolean drained = true;
            while (isWanted()) {
                drained = drain(signalled);
                if (drained) {
                    pause(rest());
                }
                signalled = awaitSignal(settings.pollInterval());
            }
            if (drained) {
                // What was committed meanwhile still leaves, if nothing is in its way.
                pass.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isWanted() {
        return stopping.getCount() > 0;
    }

    private Duration rest() {
        return atMost(LONGEST_REST, REST_PER_ROW.multipliedBy(Math.max(1, pass.taken())));
    }

    /**
     * Returns when nothing is left that this relay has to publish.
     *
     * @return whether a pass found the end
     */
    private boolean drain(boolean signalled) throws InterruptedException {
        BackOff lockRetry = new BackOff(FIRST_LOCK_RETRY, MAX_LOCK_RETRY);
        BackOff troubleRetry = new BackOff(FIRST_RETRY, settings.maxBackOff());
        while (isWanted()) {
            signal.drainPermits();
            switch (pass.run()) {
                case DONE -> {
                    return true;
                }
                case MORE -> troubleRetry.reset();
                case HELD -> {
                    troubleRetry.reset();
                    // A look at all that waits takes the database's time, and sign-ups go on.
                    pause(atMost(settings.maxBackOff(), pass.took().multipliedBy(REST_AFTER_LOOK)));
                    awaitSignal(pass.untilNextTrial());
                }
                case LOCKED -> {
                    if (!signalled) {
                        return false;
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
        return false;
    }

    /** Not after a stop: the signal that it gave may be gone already. */
    private boolean awaitSignal(Duration time) throws InterruptedException {
        return isWanted() && signal.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Duration atMost(Duration limit, Duration time) {
        return time.compareTo(limit) < 0 ? time : limit;
    }

    /** A stop ends it. */
    private void pause(Duration time) throws InterruptedException {
        stopping.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
