package org.reliablesignup.outbox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.events.EventCodec;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A row per event, and a signal to the relay once the rows can be seen. */
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
    public void append(List<Entry> entries) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException("an event can be appended only inside a transaction");
        }
        if (entries.isEmpty()) {
            return;
        }
        String callers = trace.parent();
        table.insert(entries.stream().map(entry -> row(entry, callers)).toList());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signal.run();
            }
        });
    }

    private OutboxTable.Row row(Entry entry, @Nullable String callersTrace) {
        return new OutboxTable.Row(
                entry.event().eventId(),
                codec.encode(entry.event()),
                entry.traceparent() == null ? callersTrace : entry.traceparent());
    }
}
