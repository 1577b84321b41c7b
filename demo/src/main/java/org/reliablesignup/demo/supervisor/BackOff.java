package org.reliablesignup.demo.supervisor;

import java.time.Duration;

/** How long to wait before a service is started again: longer each time that it dies young. */
final class BackOff {

    private static final Duration FIRST = Duration.ofMillis(300);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Duration next = FIRST;

    /** The pause after a life of which {@code ready} tells whether the service came to work in it. */
    Duration after(boolean ready) {
        Duration pause = ready ? FIRST : next;
        next = ready ? FIRST : min(next.multipliedBy(2), LONGEST);
        return pause;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
