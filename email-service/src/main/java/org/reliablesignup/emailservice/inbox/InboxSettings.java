package org.reliablesignup.emailservice.inbox;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How events are taken in; from where, is {@code spring.kafka.*}.
 *
 * @param firstRetry the pause after a batch that could not be stored, doubled with each further failure
 * @param maxRetry the longest of these pauses
 */
@ConfigurationProperties("inbox")
@Validated
record InboxSettings(
        @DefaultValue("200ms") @NotNull @DurationMin(millis = 1)
        Duration firstRetry,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 1)
        Duration maxRetry) {}
