package org.reliablesignup.emailservice.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** When to try again: exponential back-off with jitter. */
final class RetryPolicy {

    private static final int MAX_DOUBLINGS = 30;
    private static final double JITTER = 0.2;

    private final DeliverySettings settings;
    private final RandomGenerator random;

    RetryPolicy(DeliverySettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /**
     * How long to wait after an attempt.
     *
     * @param attempts made before this one
     */
    Duration delayAfter(int attempts) {
        double doubled = settings.firstRetry().toMillis() * (double) (1L << Math.min(attempts, MAX_DOUBLINGS));
        double capped = Math.min(doubled, settings.maxRetry().toMillis());
        double spread = 1 + JITTER * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.round(capped * spread));
    }
}
