package org.reliablesignup.emailservice.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.reliablesignup.deadletters.DeadLetter;
import org.reliablesignup.deadletters.DeadLetters;
import org.reliablesignup.emailservice.notification.AccountNotifications;
import org.reliablesignup.emailservice.notification.Notice;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.Topics;
import org.reliablesignup.events.UnreadableEventException;
import org.reliablesignup.tracing.EventTracing;
import org.reliablesignup.tracing.ReadRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Stores what a batch asks for in one transaction. The offsets move when {@link #on} has returned; whatever it throws,
 * the whole batch comes again.
 */
class AccountEventListener {

    private final EventCodec codec = new EventCodec();
    private final AccountNotifications notifications;
    private final DeadLetters deadLetters;
    private final TransactionOperations transaction;
    private final EventTracing tracing;
    private final Counter events;

    AccountEventListener(
            AccountNotifications notifications,
            DeadLetters deadLetters,
            TransactionOperations transaction,
            EventTracing tracing,
            MeterRegistry registry) {
        this.notifications = notifications;
        this.deadLetters = deadLetters;
        this.transaction = transaction;
        this.tracing = tracing;
        this.events = Counter.builder("inbox.events")
                .description("events that were read and taken care of, repeated ones too")
                .register(registry);
    }

    @KafkaListener(topics = Topics.ACCOUNT_EVENTS, batch = "true")
    void on(List<ConsumerRecord<byte[], byte[]>> batch) {
        tracing.reading(batch, this::takeIn);
    }

    private void takeIn(List<ReadRecord> batch) {
        List<Notice> notices = new ArrayList<>();
        List<DeadLetter> unreadable = new ArrayList<>();
        for (ReadRecord read : batch) {
            ConsumerRecord<byte[], byte[]> record = read.record();
            try {
                Event event = codec.decode(read.headers(), record.value());
                notices.add(new Notice(event, read.span().traceparent()));
            } catch (UnreadableEventException e) {
                unreadable.add(new DeadLetter(record, e.reason().name(), String.valueOf(e.getMessage())));
            }
        }
        transaction.executeWithoutResult(status -> notifications.on(notices));
        deadLetters.park(unreadable);
        events.increment(notices.size());
    }
}
