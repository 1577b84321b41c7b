package org.reliablesignup.emailservice.inbox;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How events are taken in; from where, is {@code spring.kafka.*}.
 *
 * @param maxRecordSize the largest record that can become a dead letter; not less than what the broker lets into the
 *     topic of the events
 * @param deadLetterPartitions of the dead letter topic, when it is created
 * @param replicationFactor of the dead letter topic, when it is created; -1 leaves it to the broker
 * @param acknowledgeTimeout how long the broker may take to acknowledge a dead letter
 * @param firstRetry the pause after a batch that could not be stored, doubled with each further failure
 * @param maxRetry the longest of these pauses
 */
@ConfigurationProperties("inbox")
@Validated
record InboxSettings(
        @DefaultValue("16MB") @NotNull DataSize maxRecordSize,
        @DefaultValue("1") @Min(1) int deadLetterPartitions,
        @DefaultValue("1") @Min(-1) short replicationFactor,

        @DefaultValue("20s") @NotNull @DurationMin(millis = 100)
        Duration acknowledgeTimeout,

        @DefaultValue("200ms") @NotNull @DurationMin(millis = 1)
        Duration firstRetry,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 1)
        Duration maxRetry) {}
