package org.reliablesignup.emailservice.notification;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the links in the mails are made of.
 *
 * @param keys secrets in base64 by key id; those of account-service
 * @param currentKey the id of the one that new tokens are signed with
 * @param validFor how long a link is good, from the sending of the mail on
 * @param baseUrl where the public reaches account-service
 */
@ConfigurationProperties("confirmation")
@Validated
record ConfirmationSettings(
        @DefaultValue Map<String, String> keys,
        @Nullable String currentKey,

        @DefaultValue("48h") @NotNull @DurationMin(minutes = 1)
        Duration validFor,

        @DefaultValue("http://localhost:8080")
        @NotNull
        @Pattern(
                regexp = "https?://[^\\s?#\"<>]+",
                message = "must be a URL such as https://signup.example.com, without query and fragment")
        String baseUrl) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "ConfirmationSettings[keys=" + keys.keySet() + ", currentKey=" + currentKey + "]";
    }
}
