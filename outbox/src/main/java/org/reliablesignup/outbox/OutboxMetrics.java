package org.reliablesignup.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.springframework.dao.DataAccessException;

/** What an operator can see of the outbox. */
final class OutboxMetrics {

    /** Beyond that the exact number tells nothing new, and counting costs. */
    private static final int MOST_ROWS_COUNTED = 100_000;

    private static final Duration KEPT = Duration.ofSeconds(5);

    private final Counter published;
    private final Counter failed;
    private final Counter parked;

    OutboxMetrics(MeterRegistry registry, OutboxTable table) {
        published = Counter.builder("outbox.published")
                .description("records acknowledged by the broker")
                .register(registry);
        failed = Counter.builder("outbox.failed")
                .description("attempts that are to be repeated")
                .register(registry);
        parked = Counter.builder("outbox.parked")
                .description("records that the broker refused for good")
                .register(registry);
        gauge(registry, "outbox.pending", "rows", "that wait for the broker", () -> table.pending(MOST_ROWS_COUNTED));
        gauge(registry, "outbox.oldest.age", "seconds", "that the first of them has waited", table::ageOfOldest);
    }

    void count(Publication.Outcome outcome) {
        published.increment(outcome.acknowledged().size());
        failed.increment(outcome.failures());
        parked.increment(outcome.refused().size());
    }

    private static void gauge(
            MeterRegistry registry, String name, String unit, String description, DoubleSupplier query) {
        Kept kept = new Kept(query);
        Gauge.builder(name, kept, Kept::value)
                .description(description)
                .baseUnit(unit)
                .strongReference(true)
                .register(registry);
    }

    /** A figure that is asked of the database only now and then, however many ask us. */
    private static final class Kept {

        private final DoubleSupplier query;
        private double value;
        private long validUntil = System.nanoTime();

        Kept(DoubleSupplier query) {
            this.query = query;
        }

        synchronized double value() {
            if (System.nanoTime() - validUntil >= 0) {
                value = ask();
                validUntil = System.nanoTime() + KEPT.toNanos();
            }
            return value;
        }

        private double ask() {
            try {
                return query.getAsDouble();
            } catch (DataAccessException e) {
                return Double.NaN;
            }
        }
    }
}
