package org.reliablesignup.outbox;

import java.util.UUID;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The events in the outbox that the broker has not acknowledged, those among them that it refused too. Thread-safe. */
public final class WaitingEvents {

    private final OutboxTable table;

    WaitingEvents(OutboxTable table) {
        this.table = table;
    }

    /**
     * Deletes those about that account in the caller's transaction. One that the relay is just publishing may still
     * leave, but before whatever is appended about the account afterwards.
     *
     * @throws IllegalTransactionStateException if there is no transaction
     * @throws org.springframework.dao.DataAccessException if the database did not do it, or the relay held one of the
     *     rows for too long
     */
    public void withdraw(UUID accountId) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException("events can be withdrawn only inside a transaction");
        }
        table.deleteOf(accountId.toString());
    }
}
