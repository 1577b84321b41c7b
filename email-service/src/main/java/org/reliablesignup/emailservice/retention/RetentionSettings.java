package org.reliablesignup.emailservice.retention;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long things are kept.
 *
 * @param finishedMails how long a mail job is kept after its outcome. It is what makes a repeated event send nothing, so
 *     it must outlast the events: a topic keeps them for 7 days unless told otherwise. Where {@code account-events}
 *     keeps them for longer, make this longer, too
 * @param interval how often the old is looked for
 * @param batchSize the most jobs that one transaction deletes
 */
@ConfigurationProperties("retention")
@Validated
record RetentionSettings(
        @DefaultValue("30d")
        @NotNull
        @DurationMin(
                days = 8,
                message =
                        "must be at least 8 days: an event that is replayed within the 7 days that its topic keeps it would be mailed again")
        Duration finishedMails,

        @DefaultValue("10m") @NotNull @DurationMin(seconds = 1)
        Duration interval,

        @DefaultValue("500") @Min(1) @Max(10_000) int batchSize) {}
