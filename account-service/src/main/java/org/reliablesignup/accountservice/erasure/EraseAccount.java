package org.reliablesignup.accountservice.erasure;

import org.reliablesignup.accountservice.account.AccountId;
import org.reliablesignup.accountservice.account.RemoveAccount;
import org.reliablesignup.accountservice.idempotency.OncePerKey;
import org.reliablesignup.accountservice.mailstatus.MailStatuses;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The end of an account. Thread-safe. */
@Service
public class EraseAccount {

    private final RemoveAccount removeAccount;
    private final MailStatuses mails;
    private final OncePerKey oncePerKey;

    EraseAccount(RemoveAccount removeAccount, MailStatuses mails, OncePerKey oncePerKey) {
        this.removeAccount = removeAccount;
        this.mails = mails;
        this.oncePerKey = oncePerKey;
    }

    /**
     * Erases the account and all that is kept about it here, and has others told to do the same. When this returns true,
     * that is durable; when it throws, all is as it was.
     *
     * @return false if there is no such account; then nothing has changed
     * @throws org.springframework.dao.DataAccessException if the database did not do it
     * @throws org.springframework.transaction.TransactionException if the database is away
     */
    @Transactional
    public boolean erase(AccountId id) {
        if (!removeAccount.remove(id)) {
            return false;
        }
        mails.forget(id.value());
        oncePerKey.forget(id.location());
        return true;
    }
}
