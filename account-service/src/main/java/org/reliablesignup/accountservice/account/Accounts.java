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

    /**
     * How many accounts have it: one or none, and one row either way, so that nobody learns more from the time it takes.
     *
     * @param address in its canonical form
     */
    long countByConfirmedAddress(String address);

    void delete(Account account);

    /** Writes what was changed now, so that the database can refuse it now. */
    void flush();
}
