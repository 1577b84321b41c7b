package org.reliablesignup.deadletters;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where dead letters go.
 *
 * @param source the topic whose records may become dead letters, in a topic of that name and {@code -dlt}
 * @param maxRecordSize the largest record that becomes a whole dead letter; not less than what the broker lets into the
 *     source
 * @param partitions of the dead letter topic, when it is created
 * @param replicationFactor of the dead letter topic, when it is created; -1 leaves it to the broker
 * @param acknowledgeTimeout how long the broker may take to acknowledge
 */
@ConfigurationProperties("dead-letters")
@Validated
record DeadLetterSettings(
        @NotBlank String source,
        @DefaultValue("16MB") @NotNull DataSize maxRecordSize,
        @DefaultValue("1") @Min(1) int partitions,
        @DefaultValue("1") @Min(-1) short replicationFactor,

        @DefaultValue("20s") @NotNull @DurationMin(millis = 100)
        Duration acknowledgeTimeout) {

    /** Headers of ours, and what the protocol wraps around a record. */
    private static final int ROOM_FOR_REASONS = 64 * 1024;

    String topic() {
        return source + "-dlt";
    }

    /** What the topic must let in. */
    int maxLetterBytes() {
        return Math.toIntExact(maxRecordSize.toBytes()) + ROOM_FOR_REASONS;
    }
}
