package org.reliablesignup.emailservice.smtp;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How mails are handed over; where to, is {@code spring.mail.*}.
 *
 * @param from the sender's address, in the envelope and in the mail; its domain also ends the {@code Message-ID}
 * @param fromName the sender's display name
 * @param connectTimeout how long the network may take to connect
 * @param commandTimeout how long the server may take for anything but the reply to the end of a mail
 * @param finalReplyTimeout how long the server may take for the reply to the end of a mail; giving up early makes
 *     copies (RFC 5321 section 4.5.3.2.6 asks for ten minutes)
 * @param idleBeforeCheck a kept connection that was idle for longer is checked before it is used
 * @param maxIdle a kept connection that was idle for longer is closed
 * @param mailsPerConnection a connection is closed after so many; servers have limits
 */
@ConfigurationProperties("smtp")
@Validated
record SmtpSettings(
        @DefaultValue("no-reply@reliable-signup.example") @NotBlank
        String from,

        @DefaultValue("Reliable sign-up") @NotBlank String fromName,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 1)
        Duration connectTimeout,

        @DefaultValue("30s") @NotNull @DurationMin(millis = 1)
        Duration commandTimeout,

        @DefaultValue("10m") @NotNull @DurationMin(millis = 1)
        Duration finalReplyTimeout,

        @DefaultValue("5s") @NotNull @DurationMin Duration idleBeforeCheck,
        @DefaultValue("30s") @NotNull @DurationMin Duration maxIdle,
        @DefaultValue("100") @Min(1) int mailsPerConnection) {}
