package org.reliablesignup.accountservice.account;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.reliablesignup.accountservice.limits.SignUpLimits;
import org.reliablesignup.outbox.Outbox;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The sign-up. Thread-safe. */
@Service
public class OpenAccount {

    private final Accounts accounts;
    private final ConfirmedAddresses confirmed;
    private final Outbox outbox;
    private final SignUpLimits limits;
    private final Clock clock;

    OpenAccount(Accounts accounts, ConfirmedAddresses confirmed, Outbox outbox, SignUpLimits limits, Clock clock) {
        this.accounts = accounts;
        this.confirmed = confirmed;
        this.outbox = outbox;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Opens an account that waits for the confirmation of its address. When this returns, the account and the event
     * that leads to the mail are durable; when it throws, neither is there.
     *
     * <p>Where another account has the address confirmed already, all is the same but for one word in the event: nobody
     * but the reader of the mail is to know.
     *
     * @throws org.reliablesignup.accountservice.limits.TooManyRequestsException if there were enough for the address,
     *     known or not
     * @throws org.springframework.dao.DataAccessException if the database did not take it
     * @throws org.springframework.transaction.TransactionException if the database is away
     */
    @Transactional
    public AccountView open(NewAccount wish) {
        String address = wish.email().canonical();
        limits.countAddress(address);
        boolean taken = confirmed.contains(address);
        // Databases keep microseconds: what is answered now must be what is read later.
        Account account = accounts.save(Account.open(wish, clock.instant().truncatedTo(ChronoUnit.MICROS)));
        outbox.append(account.created(taken));
        return account.view();
    }
}
