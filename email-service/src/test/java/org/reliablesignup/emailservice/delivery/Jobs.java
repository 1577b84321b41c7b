package org.reliablesignup.emailservice.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.reliablesignup.emailservice.delivery.DeliverySettings.WhenInDoubt;

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

    static DeliverySettings settings(WhenInDoubt whenInDoubt) {
        return new DeliverySettings(
                4,
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofHours(24),
                Duration.ofSeconds(5),
                Duration.ofMinutes(30),
                whenInDoubt,
                3,
                Duration.ofMillis(50),
                Duration.ofMillis(200),
                Duration.ofSeconds(20));
    }
}
