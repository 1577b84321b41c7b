package org.reliablesignup.accountservice.web;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the HTTP edge lets in.
 *
 * @param maxConcurrentRequests how many requests are answered at the same time; more are answered 503 at once
 */
@ConfigurationProperties("web")
@Validated
record WebSettings(@DefaultValue("200") @Min(1) int maxConcurrentRequests) {}
