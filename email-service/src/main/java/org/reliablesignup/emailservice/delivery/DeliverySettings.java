package org.reliablesignup.emailservice.delivery;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the queue works.
 *
 * @param connections the most mails that are on their way to the mail server at a time
 * @param pollInterval how often the queue is looked at when nobody signals; the safety net, not the way
 * @param lease how long a claim lasts without being renewed: what a dead worker held is taken over after that time
 * @param horizon how long a mail is tried that the server does not take
 * @param firstRetry the pause after the first attempt, doubled with each further one, give or take a fifth
 * @param maxRetry the longest of these pauses
 * @param whenInDoubt what to do with a mail that the server may have accepted without telling
 * @param outageAfter so many failures in a row that are no mail's fault pause all sending
 * @param pauseAfterOutage the first pause, doubled as long as the outage lasts
 * @param maxPause the longest of these pauses, and so the longest time until an end of the outage is noticed
 * @param stopTimeout how long a stop waits for the mails that are on their way, before it hands them back
 */
@ConfigurationProperties("delivery")
@Validated
record DeliverySettings(
        @DefaultValue("8") @Min(1) @Max(1_000) int connections,

        @DefaultValue("1s") @NotNull @DurationMin(millis = 10)
        Duration pollInterval,

        @DefaultValue("15s") @NotNull @DurationMin(millis = 500)
        Duration lease,

        @DefaultValue("24h") @NotNull @DurationMin Duration horizon,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 1)
        Duration firstRetry,

        @DefaultValue("30m") @NotNull @DurationMin(millis = 1)
        Duration maxRetry,

        @DefaultValue("RESEND") @NotNull WhenInDoubt whenInDoubt,
        @DefaultValue("3") @Min(1) int outageAfter,

        @DefaultValue("1s") @NotNull @DurationMin(millis = 10)
        Duration pauseAfterOutage,

        @DefaultValue("15s") @NotNull @DurationMin(millis = 10)
        Duration maxPause,

        @DefaultValue("20s") @NotNull @DurationMin Duration stopTimeout) {

    @AssertTrue(message = "first-retry must not be longer than max-retry, nor pause-after-outage than max-pause")
    boolean isOrdered() {
        return firstRetry.compareTo(maxRetry) <= 0 && pauseAfterOutage.compareTo(maxPause) <= 0;
    }

    /** A copy with the same {@code Message-ID}, or a person's decision. */
    enum WhenInDoubt {
        RESEND(4),
        /** Whatever is claimed when the process dies waits for a person: so nothing is that does not begin at once. */
        HOLD(0);

        private final int aheadPerConnection;

        WhenInDoubt(int aheadPerConnection) {
            this.aheadPerConnection = aheadPerConnection;
        }

        /** How many mails may be claimed before there is a connection for them. */
        int aheadPerConnection() {
            return aheadPerConnection;
        }
    }
}
