package org.reliablesignup.outbox;

import org.reliablesignup.events.Event;

/**
 * Takes events that are to be published if, and only if, the surrounding transaction commits. Thread-safe.
 *
 * <p>From then on each is published at least once, and the events of one account in the order of their transactions,
 * whatever crashes; see docs/guarantees.md.
 */
public interface Outbox {

    /**
     * Stores the event in the caller's transaction. Never talks to the broker.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException if there is no transaction
     */
    void append(Event event);
}
