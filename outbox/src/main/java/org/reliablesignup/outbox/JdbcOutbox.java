package org.reliablesignup.outbox;

import org.reliablesignup.events.Event;
import org.reliablesignup.events.EventCodec;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A row per event, and a signal to the relay once the row can be seen. */
final class JdbcOutbox implements Outbox {

    private final OutboxTable table;
    private final CurrentTrace trace;
    private final Runnable signal;
    private final EventCodec codec = new EventCodec();

    JdbcOutbox(OutboxTable table, CurrentTrace trace, Runnable signal) {
        this.table = table;
        this.trace = trace;
        this.signal = signal;
    }

    @Override
    public void append(Event event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException("an event can be appended only inside a transaction");
        }
        table.insert(event.eventId(), codec.encode(event), trace.parent());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signal.run();
            }
        });
    }
}
