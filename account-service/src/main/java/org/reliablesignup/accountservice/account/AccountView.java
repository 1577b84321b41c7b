package org.reliablesignup.accountservice.account;

import java.time.Instant;

/** An account as it was at one moment. */
public record AccountView(
        AccountId id,
        OwnerName ownerName,
        EmailAddress email,
        OwnerLocale locale,
        AccountStatus status,
        Instant createdAt) {}
