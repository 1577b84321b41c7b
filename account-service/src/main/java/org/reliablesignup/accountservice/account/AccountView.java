package org.reliablesignup.accountservice.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as it was at one moment.
 *
 * @param confirmedAt null as long as it is not
 */
public record AccountView(
        AccountId id,
        OwnerName ownerName,
        EmailAddress email,
        OwnerLocale locale,
        AccountStatus status,
        Instant createdAt,
        @Nullable Instant confirmedAt) {}
