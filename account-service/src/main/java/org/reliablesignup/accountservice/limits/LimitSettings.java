package org.reliablesignup.accountservice.limits;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often people may sign up.
 *
 * @param perClient how many requests to sign up a client may make, right or wrong
 * @param perAddress how many sign-ups there may be for a mail address
 */
@ConfigurationProperties("limits")
@Validated
record LimitSettings(
        @DefaultValue("20/1m") @NotNull Limit perClient,
        @DefaultValue("5/1h") @NotNull Limit perAddress) {}
