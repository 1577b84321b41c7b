package org.reliablesignup.outbox;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.reliablesignup.outbox.OutboxRecord.Sequence;

/** Carries records to the broker. The relay calls it from one thread. */
interface EventTransport {

    /**
     * Sends a record. May block for a bounded time.
     *
     * @return completes, within a bounded time, when the broker has stored the record for good; or exceptionally: with
     *     a {@link RecordRefusedException} if no repetition will help this record, with anything else if it may
     * @throws RuntimeException if the broker cannot be reached at present, so that no record need be offered now
     */
    CompletableFuture<?> send(OutboxRecord record);

    /** Has what was handed over, and waits for company, sent at once. Does not wait. */
    void flush();

    /**
     * The lane of each key, as of now. May block for a bounded time, as may what it returns.
     *
     * @throws RuntimeException if the broker cannot be reached at present
     */
    Function<Sequence, Lane> lanes();
}
