package org.reliablesignup.emailservice.delivery;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.reliablesignup.emailservice.delivery.DeliverySettings.WhenInDoubt;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Mails and jobs for tests. */
final class Jobs {

    private static final Instant CREATED = Instant.parse("2026-03-01T10:15:30.123456Z");

    private Jobs() {}

    static MailOrder anOrder() {
        return new MailOrder(
                UUID.randomUUID(), UUID.randomUUID(), "confirmation", "ada@example.com", "Ada", "en", CREATED, null);
    }

    static MailJob aJob(int attempts, boolean inDoubt) {
        return new MailJob(anOrder(), 1, attempts, inDoubt, CREATED, CREATED);
    }

    static MailJobs jobs(
            DataSource source, TransactionTemplate transaction, MailOutcomes outcomes, WhenInDoubt whenInDoubt) {
        return new MailJobs(new JdbcTemplate(source), transaction, outcomes, policy(whenInDoubt), metrics(), "test");
    }

    static DeliveryPolicy policy(WhenInDoubt whenInDoubt) {
        DeliverySettings settings = settings(whenInDoubt);
        // The middle of the jitter.
        return new DeliveryPolicy(settings, new RetryPolicy(settings, () -> Long.MIN_VALUE));
    }

    static DeliveryMetrics metrics() {
        return new DeliveryMetrics(new SimpleMeterRegistry(), Clock.systemUTC());
    }

    static DeliverySettings settings(WhenInDoubt whenInDoubt) {
        return settings(whenInDoubt, Duration.ofSeconds(5), Duration.ofSeconds(20));
    }

    static DeliverySettings settings(WhenInDoubt whenInDoubt, Duration pauseAfterOutage, Duration stopTimeout) {
        return new DeliverySettings(
                4,
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofHours(24),
                Duration.ofSeconds(5),
                Duration.ofMinutes(30),
                whenInDoubt,
                3,
                pauseAfterOutage,
                Duration.ofSeconds(15),
                stopTimeout);
    }
}
