package org.reliablesignup.emailservice.delivery;

import java.time.Duration;
import java.util.UUID;

/** A claim as its worker sees it: without asking the database, and never for longer than that would say. Thread-safe. */
final class Lease {

    private final UUID id;
    private final long fence;
    private final Duration safe;
    private volatile Moment confirmed;
    private volatile boolean lost;

    /**
     * @param confirmed before the claim was made
     * @param length of the lease; the last third of it is not relied on
     */
    Lease(UUID id, long fence, Moment confirmed, Duration length) {
        this.id = id;
        this.fence = fence;
        this.confirmed = confirmed;
        this.safe = length.multipliedBy(2).dividedBy(3);
    }

    UUID id() {
        return id;
    }

    long fence() {
        return fence;
    }

    boolean isHeld() {
        return !lost && confirmed.elapsed().compareTo(safe) < 0;
    }

    /** @param moment before the renewal was made */
    void renewed(Moment moment) {
        confirmed = moment;
    }

    void lost() {
        lost = true;
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
