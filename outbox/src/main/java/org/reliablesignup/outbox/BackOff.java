package org.reliablesignup.outbox;

import java.time.Duration;

/** Pauses that double, up to a limit. Not thread-safe. */
final class BackOff {

    private final Duration first;
    private final Duration limit;
    private Duration next;

    BackOff(Duration first, Duration limit) {
        this.first = first;
        this.limit = limit;
        this.next = first;
    }

    Duration next() {
        Duration now = next.compareTo(limit) < 0 ? next : limit;
        next = now.multipliedBy(2);
        return now;
    }

    void reset() {
        next = first;
    }
}
