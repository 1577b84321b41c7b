package org.reliablesignup.accountservice.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which buckets are empty and until when: until then nobody has to ask them, and a flood is refused without
 * the database. Thread-safe.
 */
final class Refusals {

    private static final int MOST = 10_000;

    private final Map<String, Instant> emptyUntil = new ConcurrentHashMap<>();

    /** How much longer that bucket is empty; nothing if it may have something. */
    Optional<Duration> left(String bucket, Instant now) {
        return Optional.ofNullable(emptyUntil.get(bucket))
                .map(until -> Duration.between(now, until))
                .filter(Duration::isPositive);
    }

    void remember(String bucket, Instant until, Instant now) {
        if (emptyUntil.size() >= MOST) {
            emptyUntil.values().removeIf(time -> !time.isAfter(now));
        }
        if (emptyUntil.size() < MOST) {
            emptyUntil.put(bucket, until);
        }
    }
}
