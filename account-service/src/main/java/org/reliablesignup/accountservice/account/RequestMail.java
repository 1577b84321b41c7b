package org.reliablesignup.accountservice.account;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.reliablesignup.accountservice.limits.SignUpLimits;
import org.reliablesignup.events.ConfirmationMailRequested;
import org.reliablesignup.outbox.Outbox;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The wish for another confirmation mail. Thread-safe. */
@Service
public class RequestMail {

    private final Accounts accounts;
    private final ConfirmedAddresses confirmed;
    private final Outbox outbox;
    private final SignUpLimits limits;
    private final Clock clock;

    RequestMail(Accounts accounts, ConfirmedAddresses confirmed, Outbox outbox, SignUpLimits limits, Clock clock) {
        this.accounts = accounts;
        this.confirmed = confirmed;
        this.outbox = outbox;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Appends the event that leads to another mail, in the caller's transaction. Until that ends, nobody else changes the
     * account: it is locked first, and the limits after it.
     *
     * <p>Where another account has the address confirmed by now, all is the same but for one word in the event.
     *
     * @return empty if there is no such account
     * @throws AccountAlreadyActiveException if there is nothing to confirm any more
     * @throws org.reliablesignup.accountservice.limits.TooManyRequestsException if the last mail is too recent, or there
     *     were enough to the address
     * @throws org.springframework.dao.DataAccessException if the database did not take it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<RequestedMail> request(AccountId id) {
        return accounts.findAndLockById(id.value()).map(this::request);
    }

    private RequestedMail request(Account account) {
        if (account.isActive()) {
            throw new AccountAlreadyActiveException(new AccountId(account.getId()));
        }
        String address = account.address();
        limits.countMail(address, account.createdAt());
        boolean taken = confirmed.contains(address);
        ConfirmationMailRequested event =
                account.mailRequested(taken, clock.instant().truncatedTo(ChronoUnit.MICROS));
        outbox.append(event);
        return new RequestedMail(event.eventId(), event.accountId(), event.occurredAt());
    }
}
