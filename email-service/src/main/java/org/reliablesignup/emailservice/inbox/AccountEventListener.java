package org.reliablesignup.emailservice.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.reliablesignup.deadletters.DeadLetter;
import org.reliablesignup.deadletters.DeadLetters;
import org.reliablesignup.emailservice.notification.AccountNotifications;
import org.reliablesignup.emailservice.notification.Notice;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.Topics;
import org.reliablesignup.events.UnreadableEventException;
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
    private final Counter events;

    AccountEventListener(
            AccountNotifications notifications,
            DeadLetters deadLetters,
            TransactionOperations transaction,
            MeterRegistry registry) {
        this.notifications = notifications;
        this.deadLetters = deadLetters;
        this.transaction = transaction;
        this.events = Counter.builder("inbox.events")
                .description("events that were read and taken care of, repeated ones too")
                .register(registry);
    }

    @KafkaListener(topics = Topics.ACCOUNT_EVENTS, batch = "true")
    void on(List<ConsumerRecord<byte[], byte[]>> batch) {
        List<Notice> notices = new ArrayList<>();
        List<DeadLetter> unreadable = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            Map<String, String> headers = RecordHeaders.of(record);
            try {
                notices.add(new Notice(codec.decode(headers, record.value()), RecordHeaders.traceparent(headers)));
            } catch (UnreadableEventException e) {
                unreadable.add(new DeadLetter(record, e.reason().name(), String.valueOf(e.getMessage())));
            }
        }
        transaction.executeWithoutResult(status -> notifications.on(notices));
        deadLetters.park(unreadable);
        events.increment(notices.size());
    }
}
