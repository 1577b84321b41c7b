package org.reliablesignup.accountservice.idempotency;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How requests are recognised that come again.
 *
 * @param keptFor how long the first answer is given again
 */
@ConfigurationProperties("idempotency")
@Validated
record IdempotencySettings(
        @DefaultValue("24h") @NotNull @DurationMin(minutes = 1)
        Duration keptFor) {}
