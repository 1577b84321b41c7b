package org.reliablesignup.accountservice.limits;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often people may sign up, and have a mail sent once more.
 *
 * @param perClient how many requests to sign up, or for another mail, a client may make, right or wrong
 * @param perAddress how many sign-ups there may be for a mail address
 * @param resendCoolDown how long after a sign-up, or after another mail to its address, no other mail may be asked for;
 *     0 for no cool-down
 * @param resendsPerAddress how many other mails may be asked for to a mail address
 */
@ConfigurationProperties("limits")
@Validated
record LimitSettings(
        @DefaultValue("20/1m") @NotNull Limit perClient,
        @DefaultValue("5/1h") @NotNull Limit perAddress,

        @DefaultValue("60s") @NotNull @DurationMin @DurationMax(days = 1)
        Duration resendCoolDown,

        @DefaultValue("5/1d") @NotNull Limit resendsPerAddress) {

    /** One in each cool-down. */
    Limit oneMail() {
        return resendCoolDown.isZero() ? Limit.NONE : new Limit(1, resendCoolDown);
    }
}
