package org.reliablesignup.outbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the outbox publishes.
 *
 * @param pollInterval how often the table is looked at when nobody signals; the safety net, not the way
 * @param batchSize the most rows that one transaction publishes
 * @param maxBackOff the longest pause between two tries while the broker or the database is away
 * @param deliveryTimeout how long the producer tries to deliver a record; a database transaction is open meanwhile
 * @param maxBlock how long a call may wait for the broker's metadata or for room in the producer's buffer
 * @param linger the longest that the producer waits for the rest of a batch before it sends
 * @param degradedAfter how long the first event may have waited before health says so
 * @param topics the topics that this application writes, created when it starts if they are not there
 * @param partitions of a topic that is created
 * @param replicationFactor of a topic that is created; -1 leaves it to the broker
 */
@ConfigurationProperties("outbox")
@Validated
record OutboxSettings(
        @DefaultValue("1s") @NotNull @DurationMin(millis = 10)
        Duration pollInterval,

        @DefaultValue("2000") @Min(1) @Max(10_000) int batchSize,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 10)
        Duration maxBackOff,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 100)
        Duration deliveryTimeout,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 100)
        Duration maxBlock,

        @DefaultValue("2ms") @NotNull @DurationMin Duration linger,

        @DefaultValue("30s") @NotNull @DurationMin(millis = 1)
        Duration degradedAfter,

        @DefaultValue @NotNull List<String> topics,
        @DefaultValue("6") @Min(1) int partitions,
        @DefaultValue("1") @Min(-1) short replicationFactor) {}
