package org.reliablesignup.accountservice.progress;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.accountservice.progress.Step.Kind;
import org.reliablesignup.accountservice.progress.Step.Place;
import org.reliablesignup.events.AccountConfirmed;
import org.reliablesignup.events.AccountCreated;
import org.reliablesignup.events.AccountErased;
import org.reliablesignup.events.ConfirmationMailExpired;
import org.reliablesignup.events.ConfirmationMailOutcomeUnknown;
import org.reliablesignup.events.ConfirmationMailQueued;
import org.reliablesignup.events.ConfirmationMailRejected;
import org.reliablesignup.events.ConfirmationMailRequested;
import org.reliablesignup.events.ConfirmationMailSent;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.EventHeaders;
import org.reliablesignup.events.UnreadableEventException;
import org.reliablesignup.tracing.RecordHeaders;

/** Writes into the journal what a record tells; whether the address was known is none of it. */
final class StepReader {

    private static final int TRACE_ID_BEGIN = 3;
    private static final int TRACE_ID_END = 35;

    private final EventCodec codec = new EventCodec();
    private final Journal journal;

    StepReader(Journal journal) {
        this.journal = journal;
    }

    void read(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = RecordHeaders.of(record);
        Event event;
        try {
            event = codec.decode(headers, record.value());
        } catch (UnreadableEventException e) {
            // Whoever depends on it parks it and says so.
            return;
        }
        Told told = new Told(event, record, headers.get(EventHeaders.TRACEPARENT));
        switch (event) {
            case AccountErased erased -> journal.forget(erased.accountId());
            case AccountCreated created -> told.add(Kind.PUBLISHED, created.eventId(), told.publishedAt(), null, null);
            case ConfirmationMailRequested requested ->
                told.add(Kind.PUBLISHED, requested.eventId(), told.publishedAt(), null, null);
            case AccountConfirmed confirmed -> told.add(Kind.CONFIRMED, null, event.occurredAt(), null, null);
            case ConfirmationMailQueued queued ->
                told.add(Kind.QUEUED, queued.mailId(), event.occurredAt(), queued.instance(), null);
            case ConfirmationMailSent sent ->
                told.add(Kind.SENT, sent.mailId(), event.occurredAt(), null, sent.reply());
            case ConfirmationMailRejected rejected ->
                told.add(Kind.REJECTED, rejected.mailId(), event.occurredAt(), null, rejected.reply());
            case ConfirmationMailExpired expired ->
                told.add(Kind.EXPIRED, expired.mailId(), event.occurredAt(), null, null);
            case ConfirmationMailOutcomeUnknown unknown ->
                told.add(Kind.UNKNOWN, unknown.mailId(), event.occurredAt(), null, null);
        }
    }

    private final class Told {

        private final Event event;
        private final ConsumerRecord<byte[], byte[]> record;
        private final @Nullable String traceparent;

        Told(Event event, ConsumerRecord<byte[], byte[]> record, @Nullable String traceparent) {
            this.event = event;
            this.record = record;
            this.traceparent = traceparent;
        }

        Instant publishedAt() {
            return Instant.ofEpochMilli(record.timestamp());
        }

        void add(Kind kind, @Nullable UUID mail, Instant at, @Nullable String instance, @Nullable String reply) {
            UUID account = event.accountId();
            Place place = new Place(record.topic(), record.partition(), record.offset(), account.toString());
            journal.add(account, new Step(kind, at, mail, place, instance, reply, traceId()));
        }

        private @Nullable String traceId() {
            return traceparent == null || traceparent.length() < TRACE_ID_END
                    ? null
                    : traceparent.substring(TRACE_ID_BEGIN, TRACE_ID_END);
        }
    }
}
