package org.reliablesignup.emailservice.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/** Claims as many jobs as there are free workers, at once when there is something to do, and gives each a worker. */
final class Dispatcher implements SmartLifecycle {

    /** Later than whoever fills the queue, when it stops. */
    private static final int PHASE = AbstractMessageListenerContainer.DEFAULT_PHASE - 100;

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private final MailJobs jobs;
    private final Leases leases;
    private final Breaker breaker;
    private final DeliveryWorker worker;
    private final DeliverySettings settings;
    private final Semaphore signal = new Semaphore(0);
    private final Semaphore freeWorkers;
    private @Nullable Thread thread;
    private volatile boolean running;
    private Lease.@Nullable Moment trouble;

    Dispatcher(MailJobs jobs, Leases leases, Breaker breaker, DeliveryWorker worker, DeliverySettings settings) {
        this.jobs = jobs;
        this.leases = leases;
        this.breaker = breaker;
        this.worker = worker;
        this.settings = settings;
        this.freeWorkers = new Semaphore(settings.connections());
    }

    /** There may be something to do. */
    void wakeUp() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("mail-dispatcher").start(this::run);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /**
     * Lets what is on its way come to its end, for a bounded time, and hands the rest back, to be due at once. Only what
     * was sent to its last byte and has had no reply by then is left to its lease.
     */
    @Override
    public void stop() {
        running = false;
        wakeUp();
        long deadline = System.nanoTime() + settings.stopTimeout().toNanos();
        try {
            if (thread != null) {
                thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
            int all = settings.connections();
            if (freeWorkers.tryAcquire(all, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                freeWorkers.release(all);
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Lease> late = leases.all();
        log.warn("Stopping with {} mails on their way", late.size());
        worker.handBack(late.stream().filter(Lease::withdraw).map(Lease::job).toList(), Attempt.STOPPED);
    }

    private void run() {
        while (running) {
            try {
                pass();
                if (signal.tryAcquire(settings.pollInterval().toNanos(), TimeUnit.NANOSECONDS)) {
                    signal.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Whatever goes wrong: this is the only thread that claims, so it must not die. */
    private void pass() {
        try {
            while (running && dispatch()) {
                // as long as there is more
            }
        } catch (RuntimeException | Error e) {
            log.error("Claiming mails failed, and is tried again", e);
        }
    }

    /** Returns whether there may be more to do at once. */
    private boolean dispatch() {
        int permits = breaker.permits(freeWorkers.availablePermits());
        int used = 0;
        try {
            if (permits == 0) {
                return false;
            }
            Lease.Moment moment = Lease.Moment.now();
            List<MailJob> claimed = claim(permits);
            if (!running) {
                worker.handBack(claimed, Attempt.STOPPED);
                return false;
            }
            for (MailJob job : claimed) {
                hand(leases.open(job, moment));
                used++;
            }
            return claimed.size() == permits;
        } finally {
            breaker.giveBack(permits - used);
        }
    }

    private List<MailJob> claim(int max) {
        try {
            List<MailJob> claimed = jobs.claim(max, leases.held(), mayTakeOver(), leases.length());
            if (trouble != null && mayTakeOver()) {
                trouble = null;
            }
            return claimed;
        } catch (RuntimeException e) {
            if (trouble == null) {
                log.warn("Cannot claim mails: {}", e.toString());
            }
            trouble = Lease.Moment.now();
            return List.of();
        }
    }

    /** After an outage of the database, those whose leases ran out meanwhile get the time to renew them. */
    private boolean mayTakeOver() {
        return trouble == null || trouble.elapsed().compareTo(leases.length()) > 0;
    }

    private void hand(Lease lease) {
        freeWorkers.acquireUninterruptibly();
        Thread.ofVirtual().name("mail-" + lease.id()).start(() -> {
            try {
                worker.deliver(lease);
            } finally {
                leases.end(lease);
                freeWorkers.release();
                wakeUp();
            }
        });
    }
}
