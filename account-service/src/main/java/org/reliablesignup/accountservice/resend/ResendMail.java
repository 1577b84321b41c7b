package org.reliablesignup.accountservice.resend;

import java.util.Optional;
import org.reliablesignup.accountservice.account.AccountId;
import org.reliablesignup.accountservice.account.RequestMail;
import org.reliablesignup.accountservice.account.RequestedMail;
import org.reliablesignup.accountservice.mailstatus.MailStatuses;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sends the confirmation mail of an account once more. Thread-safe. */
@Service
public class ResendMail {

    private final RequestMail requests;
    private final MailStatuses statuses;

    ResendMail(RequestMail requests, MailStatuses statuses) {
        this.requests = requests;
        this.statuses = statuses;
    }

    /**
     * Asks for another mail. When this returns true, the event that leads to it is durable, and the status of the
     * account's mail is that of this one. Links that were sent before stay as good as they are.
     *
     * @return false if there is no such account
     * @throws org.reliablesignup.accountservice.account.AccountAlreadyActiveException if there is nothing to confirm any
     *     more
     * @throws org.reliablesignup.accountservice.limits.TooManyRequestsException if the last mail is too recent, or there
     *     were enough to the address; then this request does not count
     * @throws org.springframework.dao.DataAccessException if the database did not take it
     * @throws org.springframework.transaction.TransactionException if the database is away
     */
    @Transactional
    public boolean resend(AccountId id) {
        Optional<RequestedMail> mail = requests.request(id);
        mail.ifPresent(requested -> statuses.expect(requested.accountId(), requested.id(), requested.requestedAt()));
        return mail.isPresent();
    }
}
