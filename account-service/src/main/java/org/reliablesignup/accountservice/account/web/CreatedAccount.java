package org.reliablesignup.accountservice.account.web;

import java.time.Instant;
import java.util.UUID;
import org.reliablesignup.accountservice.account.AccountStatus;
import org.reliablesignup.accountservice.account.AccountView;

/** The answer to a sign-up: what the owner sent, and what became of it. */
record CreatedAccount(UUID id, String ownerName, String email, String locale, AccountStatus status, Instant createdAt) {

    static CreatedAccount of(AccountView account) {
        return new CreatedAccount(
                account.id().value(),
                account.ownerName().value(),
                account.email().value(),
                account.locale().value(),
                account.status(),
                account.createdAt());
    }
}
