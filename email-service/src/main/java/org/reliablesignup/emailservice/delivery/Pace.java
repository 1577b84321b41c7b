package org.reliablesignup.emailservice.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How many mails to have claimed before there are connections for them: as many as ended within the last tenth of a
 * second. Where mails are quick, a claim of many costs little more than one of few; where they are slow, each is better
 * off in the queue, where the next free instance finds it.
 */
final class Pace {

    private static final long WINDOW = Duration.ofMillis(100).toNanos();

    private final int max;
    private final LongSupplier nanoTime;
    private final LongAdder ended = new LongAdder();
    private long since;
    private int ahead;

    Pace(int max, LongSupplier nanoTime) {
        this.max = max;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /** Another mail has. From any thread. */
    void ended() {
        ended.increment();
    }

    /** For one thread only. */
    int ahead() {
        long elapsed = nanoTime.getAsLong() - since;
        if (elapsed >= WINDOW) {
            since += elapsed;
            ahead = (int) Math.min(max, ended.sumThenReset() * WINDOW / elapsed);
        }
        return ahead;
    }
}
