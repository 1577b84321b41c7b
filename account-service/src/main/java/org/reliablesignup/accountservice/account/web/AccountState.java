package org.reliablesignup.accountservice.account.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.accountservice.account.AccountStatus;
import org.reliablesignup.accountservice.account.AccountView;
import org.reliablesignup.accountservice.mailstatus.MailStatus;

/**
 * An account for whoever knows its id: no name, and the address masked.
 *
 * @param confirmedAt absent as long as it is not
 */
record AccountState(
        UUID id,
        String email,
        String locale,
        AccountStatus status,
        Instant createdAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant confirmedAt,

        ConfirmationMail confirmationMail) {

    /** @param since when it came to be so; absent as long as nothing was heard */
    record ConfirmationMail(
            MailStatus.State status,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant since) {}

    static AccountState of(AccountView account, MailStatus mail) {
        return new AccountState(
                account.id().value(),
                account.email().masked(),
                account.locale().value(),
                account.status(),
                account.createdAt(),
                account.confirmedAt(),
                new ConfirmationMail(mail.state(), mail.since()));
    }
}
