package org.reliablesignup.outbox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.events.Event;

/**
 * Takes events that are to be published if, and only if, the surrounding transaction commits. Thread-safe.
 *
 * <p>From then on each is published at least once, and the events of one account in the order of their transactions,
 * whatever crashes; see docs/guarantees.md.
 */
public interface Outbox {

    /**
     * Stores the event in the caller's transaction, as part of the caller's trace. Never talks to the broker.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException if there is no transaction
     */
    default void append(Event event) {
        append(List.of(new Entry(event, null)));
    }

    /**
     * Stores the events in that order, as {@link #append(Event)} does with each.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException if there is no transaction
     */
    void append(List<Entry> entries);

    /**
     * An event and its trace.
     *
     * @param traceparent the trace that it belongs to (W3C Trace Context); null for the caller's, if there is one
     */
    record Entry(Event event, @Nullable String traceparent) {}
}
