package org.reliablesignup.outbox;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;

/** Events that have waited for long degrade us, no more: others are taken on all the same, and wait with them. */
final class OutboxHealth implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "events wait for the broker");

    private final OutboxTable table;
    private final Duration degradedAfter;

    OutboxHealth(OutboxTable table, Duration degradedAfter) {
        this.table = table;
        this.degradedAfter = degradedAfter;
    }

    @Override
    public Health health() {
        double seconds;
        try {
            seconds = table.ageOfOldest();
        } catch (DataAccessException e) {
            // Whether the database is there, another indicator tells.
            return Health.unknown().build();
        }
        Health.Builder health = seconds > degradedAfter.toMillis() / 1e3 ? Health.status(DEGRADED) : Health.up();
        return health.withDetail("oldestSeconds", Math.round(seconds)).build();
    }
}
