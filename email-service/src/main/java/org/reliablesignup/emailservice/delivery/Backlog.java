package org.reliablesignup.emailservice.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * From when on to look for what is due. Behind every mail that was claimed lies an entry of the index that PostgreSQL
 * reads past until a vacuum takes it away, so a backlog is read on from where its first mail was found the last time.
 * Whatever was stored late, and is due since before that, is found at the next look from the beginning: each second.
 * Thread-safe.
 */
final class Backlog {

    static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

    private static final long LONGEST = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private volatile Place place;

    Backlog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.place = new Place(BEGINNING, nanoTime.getAsLong());
    }

    Instant from() {
        Place last = place;
        return nanoTime.getAsLong() - last.since < LONGEST ? last.first : BEGINNING;
    }

    /**
     * @param from where that look began
     * @param first when the first was due that it found; {@link #BEGINNING} if it found all there are
     */
    void found(Instant from, Instant first) {
        boolean all = from.equals(BEGINNING);
        place = new Place(first, all ? nanoTime.getAsLong() : place.since);
    }

    private record Place(Instant first, long since) {}
}
