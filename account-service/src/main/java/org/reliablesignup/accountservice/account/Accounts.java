package org.reliablesignup.accountservice.account;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

interface Accounts extends Repository<Account, UUID> {

    Account save(Account account);

    Optional<Account> findById(UUID id);

    /** Nobody else changes it until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<Account> findAndLockById(UUID id);

    void delete(Account account);

    /** Writes what was changed now, so that the database can refuse it now. */
    void flush();
}
