package org.reliablesignup.emailservice.delivery;

import java.util.Objects;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** A mail server that is away degrades us, no more: mails are taken on all the same, and wait. */
final class MailServerHealth implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "sending is paused");

    private final Breaker breaker;

    MailServerHealth(Breaker breaker) {
        this.breaker = breaker;
    }

    @Override
    public Health health() {
        if (breaker.isClosed()) {
            return Health.up().build();
        }
        return Health.status(DEGRADED)
                .withDetail("lastFailure", Objects.requireNonNullElse(breaker.lastFailure(), ""))
                .build();
    }
}
