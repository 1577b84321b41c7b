package org.reliablesignup.accountservice.account;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.reliablesignup.outbox.Outbox;
import org.reliablesignup.outbox.WaitingEvents;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes an account out of the world, as far as accounts and their events go. Thread-safe. */
@Service
public class RemoveAccount {

    private final Accounts accounts;
    private final WaitingEvents waitingEvents;
    private final Outbox outbox;
    private final Clock clock;

    RemoveAccount(Accounts accounts, WaitingEvents waitingEvents, Outbox outbox, Clock clock) {
        this.accounts = accounts;
        this.waitingEvents = waitingEvents;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Deletes the account and those of its events that were not published, and appends the news of it, in the caller's
     * transaction. If it was confirmed, its address is free.
     *
     * @return false if there is no such account; then nothing has changed
     * @throws org.springframework.dao.DataAccessException if the database did not do it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean remove(AccountId id) {
        Optional<Account> found = accounts.findAndLockById(id.value());
        found.ifPresent(this::remove);
        return found.isPresent();
    }

    private void remove(Account account) {
        accounts.delete(account);
        accounts.flush();
        waitingEvents.withdraw(account.getId());
        outbox.append(account.erased(clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }
}
