package org.reliablesignup.accountservice.retention;

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
 * @param unconfirmedAccounts how long an account may wait for its confirmation; not under a day, so that a mail which an
 *     outage delays still finds its account
 * @param interval how often the old is looked for
 * @param batchSize the most rows that one transaction deletes
 */
@ConfigurationProperties("retention")
@Validated
record RetentionSettings(
        @DefaultValue("30d") @NotNull @DurationMin(days = 1) Duration unconfirmedAccounts,

        @DefaultValue("10m") @NotNull @DurationMin(seconds = 1)
        Duration interval,

        @DefaultValue("500") @Min(1) @Max(10_000) int batchSize) {}
