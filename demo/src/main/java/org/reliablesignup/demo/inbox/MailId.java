package org.reliablesignup.demo.inbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Names a mail, and tells when it came: microseconds since 1970, to base 36. */
record MailId(long micros) implements Comparable<MailId> {

    private static final int BASE = 36;

    static Optional<MailId> parse(String text) {
        try {
            MailId id = new MailId(Long.parseLong(text, BASE));
            return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    Instant time() {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    @Override
    public int compareTo(MailId other) {
        return Long.compare(micros, other.micros);
    }

    @Override
    public String toString() {
        return Long.toString(micros, BASE);
    }

    /** Gives out ids, each greater than all before it. Thread-safe. */
    static final class Source {

        private final AtomicLong last;

        Source(long last) {
            this.last = new AtomicLong(last);
        }

        MailId next() {
            long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            return new MailId(last.updateAndGet(before -> Math.max(before + 1, now)));
        }
    }
}
