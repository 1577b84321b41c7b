package org.reliablesignup.emailservice.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/**
 * Claims jobs, at once when there is something to do, and has each delivered as soon as a connection is free: a few more
 * than there are connections, if mails are quick.
 */
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
    private final Semaphore connections;
    private final Pace pace;
    /** And not begun; their leases are open. */
    private final BlockingQueue<Lease> claimed = new LinkedBlockingQueue<>();

    private @Nullable Thread thread;
    private volatile boolean running;
    private Lease.@Nullable Moment trouble;

    Dispatcher(MailJobs jobs, Leases leases, Breaker breaker, DeliveryWorker worker, DeliverySettings settings) {
        this.jobs = jobs;
        this.leases = leases;
        this.breaker = breaker;
        this.worker = worker;
        this.settings = settings;
        this.connections = new Semaphore(settings.connections());
        this.pace = new Pace(settings.connections() * settings.whenInDoubt().aheadPerConnection(), System::nanoTime);
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
            if (connections.tryAcquire(all, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                connections.release(all);
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
        handBackWhatHasNotBegun(Attempt.STOPPED);
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
        return breaker.isClosed() ? claimAhead() : claimOne();
    }

    private boolean claimAhead() {
        begin();
        int ahead = pace.ahead();
        if (claimed.size() > ahead / 2) {
            return false;
        }
        int wanted = connections.availablePermits() + ahead - claimed.size();
        return wanted > 0 && claim(wanted) == wanted;
    }

    /** While nobody can send, the others are better off in the queue. */
    private boolean claimOne() {
        handBackWhatHasNotBegun(Attempt.PAUSED);
        if (!claimed.isEmpty() || connections.availablePermits() == 0) {
            return false;
        }
        int permits = breaker.permits(1);
        // To be taken again by whoever begins the mail.
        breaker.giveBack(permits);
        return permits == 1 && claim(1) == 1;
    }

    /** Claims and begins; returns how many it got. */
    private int claim(int max) {
        Lease.Moment moment = Lease.Moment.now();
        List<MailJob> jobs = claimJobs(max);
        jobs.forEach(job -> claimed.add(leases.open(job, moment)));
        begin();
        return jobs.size();
    }

    /** Begins what is claimed, as far as there are connections for it and the breaker lets it pass. From any thread. */
    private void begin() {
        while (running && !claimed.isEmpty() && connections.tryAcquire()) {
            int permits = breaker.permits(1);
            Lease next = permits == 0 ? null : claimed.poll();
            if (next == null) {
                breaker.giveBack(permits);
                connections.release();
                return;
            }
            Thread.ofVirtual().name("mail-" + next.id()).start(() -> deliver(next));
        }
    }

    private void deliver(Lease lease) {
        try {
            worker.deliver(lease);
        } finally {
            leases.end(lease);
            pace.ended();
            connections.release();
            begin();
            wakeUp();
        }
    }

    /** What cannot be handed back, because the database is away, stays claimed. */
    private void handBackWhatHasNotBegun(Attempt why) {
        List<Lease> unsent = new ArrayList<>();
        if (claimed.drainTo(unsent) == 0) {
            return;
        }
        if (worker.handBack(unsent.stream().map(Lease::job).toList(), why)) {
            unsent.forEach(leases::end);
        } else {
            claimed.addAll(unsent);
        }
    }

    private List<MailJob> claimJobs(int max) {
        try {
            List<MailJob> found = jobs.claim(max, leases.held(), mayTakeOver(), leases.length());
            if (trouble != null && mayTakeOver()) {
                trouble = null;
            }
            return found;
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
}
