package org.reliablesignup.emailservice.delivery;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** A claim as its worker sees it: without asking the database, and never for longer than that would say. Thread-safe. */
final class Lease {

    private final MailJob job;
    private final Duration safe;
    private volatile Moment confirmed;
    private volatile boolean lost;
    private final AtomicReference<End> end = new AtomicReference<>(End.OPEN);

    /**
     * @param confirmed before the claim was made
     * @param length of the lease; the last third of it is not relied on
     */
    Lease(MailJob job, Moment confirmed, Duration length) {
        this.job = job;
        this.confirmed = confirmed;
        this.safe = length.multipliedBy(2).dividedBy(3);
    }

    MailJob job() {
        return job;
    }

    UUID id() {
        return job.id();
    }

    long fence() {
        return job.fence();
    }

    boolean isHeld() {
        return !lost && confirmed.elapsed().compareTo(safe) < 0;
    }

    /** Whether the mail may come to its end now; if so, {@link #withdraw} comes too late. */
    boolean mayFinish() {
        return isHeld() && end.compareAndSet(End.OPEN, End.MAY_FINISH);
    }

    /** Forbids the mail to come to its end; tells whether that is certain. */
    boolean withdraw() {
        return end.compareAndSet(End.OPEN, End.WITHDRAWN);
    }

    /** @param moment before the renewal was made */
    void renewed(Moment moment) {
        confirmed = moment;
    }

    void lost() {
        lost = true;
    }

    private enum End {
        OPEN,
        MAY_FINISH,
        WITHDRAWN
    }

    /**
     * A moment by two clocks: one stands still while the machine sleeps, the other can be set. Whichever has come
     * further is believed.
     */
    record Moment(long nanos, long millis) {

        static Moment now() {
            return new Moment(System.nanoTime(), System.currentTimeMillis());
        }

        Duration elapsed() {
            Duration steady = Duration.ofNanos(System.nanoTime() - nanos);
            Duration wall = Duration.ofMillis(System.currentTimeMillis() - millis);
            return steady.compareTo(wall) > 0 ? steady : wall;
        }
    }
}
