package org.reliablesignup.accountservice.account;

import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Looks an account up. Thread-safe. */
@Service
public class FindAccount {

    private final Accounts accounts;

    FindAccount(Accounts accounts) {
        this.accounts = accounts;
    }

    /** The account of that id, if there is one. */
    @Transactional(readOnly = true)
    public Optional<AccountView> find(AccountId id) {
        return accounts.findById(id.value()).map(Account::view);
    }
}
