package org.reliablesignup.accountservice.account;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;
import org.reliablesignup.outbox.Outbox;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The end of the sign-up. Thread-safe. */
@Service
public class ConfirmAccount {

    private final Accounts accounts;
    private final Outbox outbox;
    private final Clock clock;

    ConfirmAccount(Accounts accounts, Outbox outbox, Clock clock) {
        this.accounts = accounts;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Makes the account active and gives it its address for good. When this returns, that and the event about it are
     * durable; repeated, it changes nothing and returns the same.
     *
     * @param isProved whether the owner has proved that the address is theirs
     * @return empty if there is no such account, or its address is not the one that was proved
     * @throws AddressAlreadyConfirmedException if another account has the address already
     * @throws org.springframework.dao.DataAccessException if the database did not take it
     * @throws org.springframework.transaction.TransactionException if the database is away
     */
    @Transactional
    public Optional<AccountView> confirm(AccountId id, Predicate<EmailAddress> isProved) {
        return accounts.findAndLockById(id.value())
                .filter(account -> isProved.test(account.view().email()))
                .map(this::confirmOnce);
    }

    private AccountView confirmOnce(Account account) {
        if (!account.isActive()) {
            account.confirm(clock.instant().truncatedTo(ChronoUnit.MICROS));
            takeAddressOf(account);
            outbox.append(account.confirmed());
        }
        return account.view();
    }

    /** The unique index decides: whoever looked first could be overtaken between the look and the commit. */
    private void takeAddressOf(Account account) {
        try {
            accounts.flush();
        } catch (DataIntegrityViolationException e) {
            throw new AddressAlreadyConfirmedException(new AccountId(account.getId()));
        }
    }
}
