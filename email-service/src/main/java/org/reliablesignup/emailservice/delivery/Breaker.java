package org.reliablesignup.emailservice.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.emailservice.smtp.SendResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pauses all sending while nobody could send, then lets one mail at a time try. Thread-safe. */
final class Breaker {

    private static final Logger log = LoggerFactory.getLogger(Breaker.class);

    private final CircuitBreaker breaker;
    /** Whether a mail was accepted since the last one that failed through no fault of its own. */
    private final AtomicBoolean accepted = new AtomicBoolean();

    private volatile @Nullable String lastFailure;

    Breaker(DeliverySettings settings) {
        breaker = CircuitBreaker.of(
                "mail-server",
                CircuitBreakerConfig.custom()
                        .slidingWindow(settings.outageAfter(), settings.outageAfter(), SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(100)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitIntervalFunctionInOpenState(IntervalFunction.ofExponentialBackoff(
                                settings.pauseAfterOutage(), IntervalFunction.DEFAULT_MULTIPLIER, settings.maxPause()))
                        .recordResult(SendResult.NobodyNow.class::isInstance)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> log(event.getStateTransition()));
    }

    /** How many mails may be tried now; each is to be followed by {@link #report} or {@link #giveBack}. */
    int permits(int wanted) {
        int permits = 0;
        while (permits < wanted && breaker.tryAcquirePermission()) {
            permits++;
        }
        return permits;
    }

    void giveBack(int permits) {
        for (int i = 0; i < permits; i++) {
            breaker.releasePermission();
        }
    }

    /**
     * Takes in what became of a mail.
     *
     * @return what it means in the light of the others: if they are accepted, with the same sender, then a mail that is
     *     refused for it has only itself to blame, and is to be tried later like any other
     */
    SendResult report(SendResult result) {
        switch (result) {
            case SendResult.Withdrawn withdrawn -> breaker.releasePermission();
            case SendResult.Unsendable unsendable -> breaker.releasePermission();
            default -> breaker.onResult(0, TimeUnit.NANOSECONDS, result);
        }
        if (result instanceof SendResult.Accepted) {
            accepted.set(true);
        }
        if (result instanceof SendResult.NobodyNow outage) {
            lastFailure = Masked.text(outage.words());
            boolean othersPass = accepted.getAndSet(false);
            return outage.senderRefused() && othersPass ? new SendResult.Later(outage.words()) : outage;
        }
        return result;
    }

    boolean isClosed() {
        return breaker.getState() == CircuitBreaker.State.CLOSED;
    }

    /** What the last one that failed through no fault of its own was told, addresses masked; null if there was none. */
    @Nullable
    String lastFailure() {
        return lastFailure;
    }

    /** Only the beginning and the end: in between lie as many tries as the outage is long. */
    private void log(CircuitBreaker.StateTransition transition) {
        if (transition.getFromState() == CircuitBreaker.State.CLOSED) {
            log.warn("Sending is paused, no mail could be handed over: {}", lastFailure);
        } else if (transition.getToState() == CircuitBreaker.State.CLOSED) {
            log.info("Sending goes on, the mail server takes mails again");
        }
    }
}
