package org.reliablesignup.accountservice.progress;

import jakarta.validation.constraints.Min;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whether and for how many it is shown what happens to a sign-up.
 *
 * @param enabled whether there is a page at {@code /}, and {@code /accounts/{id}/progress}
 * @param maxWatchers how many are told at the same time; more are answered 503
 * @param maxAccounts of how many accounts the steps are kept, those of the last ones
 * @param inbox where to read the mails, if everybody may
 */
@ConfigurationProperties("progress")
@Validated
public record ProgressSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("100") @Min(1) int maxWatchers,
        @DefaultValue("1000") @Min(1) int maxAccounts,
        @Nullable URI inbox) {}
