package org.reliablesignup.accountservice.web;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the HTTP edge lets in.
 *
 * @param maxConcurrentRequests how many requests are answered at the same time; more are answered 503 at once
 * @param bodyTimeout how long a body may take to come, from the end of the request's headers on; then it is answered 408
 */
@ConfigurationProperties("web")
@Validated
record WebSettings(
        @DefaultValue("200") @Min(1) int maxConcurrentRequests,
        @DefaultValue("10s") @DurationMin(millis = 1) Duration bodyTimeout) {}
