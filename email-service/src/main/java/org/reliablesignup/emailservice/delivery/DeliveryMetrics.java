package org.reliablesignup.emailservice.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;

/** What an operator can see of the queue. Thread-safe. */
final class DeliveryMetrics {

    /** From what is usual to what follows an outage, up to the usual horizon. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30),
        Duration.ofHours(2),
        Duration.ofHours(8),
        Duration.ofHours(24)
    };

    private final MeterRegistry registry;
    private final Clock clock;
    private final Counter leasesLost;

    DeliveryMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.leasesLost = Counter.builder("mail.leases.lost")
                .description("outcomes that came too late: another worker had taken the mail over")
                .register(registry);
    }

    /** Shows the queue and the breaker, from now on. */
    void watch(QueueFigures figures, Breaker breaker) {
        for (JobState state : JobState.values()) {
            if (state.outcome() == null) {
                Gauge.builder("mail.jobs", figures, all -> all.jobs(state))
                        .description("mails in the queue")
                        .tag("state", state.name())
                        .strongReference(true)
                        .register(registry);
            }
        }
        Gauge.builder("mail.oldest.due", figures, QueueFigures::oldestDueSeconds)
                .description("how long the mail that has been due for longest has been so")
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
        Gauge.builder("mail.sending.paused", breaker, all -> all.isClosed() ? 0 : 1)
                .description("1 while no mail can be handed over, whichever it is")
                .strongReference(true)
                .register(registry);
    }

    void attempted(MailOrder mail, Attempt.Result result, JobState state) {
        registry.counter("mail.attempts", "kind", mail.kind(), "result", result.name())
                .increment();
        if (state.outcome() != null) {
            registry.counter("mail.outcomes", "kind", mail.kind(), "outcome", state.name())
                    .increment();
        }
        if (state == JobState.SENT) {
            Duration time = Duration.between(mail.eventAt(), clock.instant());
            Timer.builder("mail.time.to.sent")
                    .description("from the event to the mail server's 250")
                    .tag("kind", mail.kind())
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry)
                    .record(time.isNegative() ? Duration.ZERO : time);
        }
    }

    void leaseLost() {
        leasesLost.increment();
    }
}
