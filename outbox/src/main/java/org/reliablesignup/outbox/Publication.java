package org.reliablesignup.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.outbox.OutboxRecord.Sequence;

/**
 * One batch on its way out, in waves: a wave holds at most one record per key, and the next one of a key leaves only
 * after the acknowledgement of the one before. Were a whole batch in flight, the first record of a key could fail, the
 * second succeed, and the repetition of the first would come out of order.
 */
final class Publication {

    private final EventTransport transport;
    private final boolean alone;
    private final Map<Sequence, Queue<OutboxRecord>> waiting = new LinkedHashMap<>();
    private final List<Long> acknowledged = new ArrayList<>();
    private final Map<OutboxRecord, RecordRefusedException> refused = new LinkedHashMap<>();
    private final List<OutboxRecord> unacknowledged = new ArrayList<>();
    private int failures;
    private @Nullable Throwable failure;
    private boolean transportIsAway;

    private Publication(EventTransport transport, boolean alone) {
        this.transport = transport;
        this.alone = alone;
    }

    /** Sends the records, given in their order, and waits until the fate of each is known. */
    static Outcome of(List<OutboxRecord> records, EventTransport transport) {
        return of(records, new Publication(transport, true));
    }

    /** While others are on their way for which nobody waits: these do not either. */
    static Outcome besideTrials(List<OutboxRecord> records, EventTransport transport) {
        return of(records, new Publication(transport, false));
    }

    private static Outcome of(List<OutboxRecord> records, Publication publication) {
        for (OutboxRecord record : records) {
            publication
                    .waiting
                    .computeIfAbsent(record.sequence(), key -> new ArrayDeque<>())
                    .add(record);
        }
        while (!publication.waiting.isEmpty() && !publication.transportIsAway) {
            publication.sendWave().forEach(publication::await);
        }
        return publication.outcome();
    }

    private List<Sent> sendWave() {
        List<Sent> wave = new ArrayList<>(waiting.size());
        for (Iterator<Queue<OutboxRecord>> queues = waiting.values().iterator(); queues.hasNext(); ) {
            Queue<OutboxRecord> queue = queues.next();
            OutboxRecord next = queue.remove();
            if (queue.isEmpty()) {
                queues.remove();
            }
            try {
                wave.add(new Sent(next, transport.send(next)));
            } catch (RuntimeException e) {
                transportIsAway = true;
                failed(e);
                break;
            }
        }
        if (alone && !transportIsAway) {
            transport.flush();
        }
        return wave;
    }

    private void await(Sent sent) {
        try {
            sent.acknowledgement.join();
            acknowledged.add(sent.record.id());
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof RecordRefusedException refusal) {
                refused.put(sent.record, refusal);
            } else {
                waiting.remove(sent.record.sequence());
                unacknowledged.add(sent.record);
                failed(cause);
            }
        }
    }

    private void failed(Throwable cause) {
        failures++;
        failure = cause;
    }

    private Outcome outcome() {
        return new Outcome(acknowledged, refused, unacknowledged, failures, failure);
    }

    /**
     * What became of a batch; records that are not named anywhere were not sent.
     *
     * @param acknowledged ids of what the broker has stored
     * @param refused what it will never take
     * @param unacknowledged what was sent and may have been stored or not; to be sent again
     * @param failures how many records are to be sent again
     * @param failure why, for one of them
     */
    record Outcome(
            List<Long> acknowledged,
            Map<OutboxRecord, RecordRefusedException> refused,
            List<OutboxRecord> unacknowledged,
            int failures,
            @Nullable Throwable failure) {}

    private record Sent(OutboxRecord record, CompletableFuture<?> acknowledgement) {}
}
