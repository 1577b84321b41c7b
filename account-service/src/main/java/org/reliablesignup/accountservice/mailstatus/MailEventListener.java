package org.reliablesignup.accountservice.mailstatus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.reliablesignup.deadletters.DeadLetter;
import org.reliablesignup.deadletters.DeadLetters;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.MailEvent;
import org.reliablesignup.events.Topics;
import org.reliablesignup.events.UnreadableEventException;
import org.reliablesignup.events.UnreadableEventException.Reason;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores what is heard of mails, a batch in one transaction; the offsets are committed after it. */
@Component
class MailEventListener {

    /** More than a request gets: a batch that can never be in time would come again for ever. */
    private static final int SECONDS_FOR_A_BATCH = 60;

    private final MailStatuses statuses;
    private final DeadLetters deadLetters;
    private final TransactionOperations transaction;
    private final EventCodec codec = new EventCodec();

    MailEventListener(MailStatuses statuses, DeadLetters deadLetters, PlatformTransactionManager manager) {
        this.statuses = statuses;
        this.deadLetters = deadLetters;
        TransactionTemplate template = new TransactionTemplate(manager);
        template.setTimeout(SECONDS_FOR_A_BATCH);
        this.transaction = template;
    }

    @KafkaListener(topics = Topics.MAIL_EVENTS, batch = "true")
    void on(List<ConsumerRecord<byte[], byte[]>> batch) {
        List<MailEvent> news = new ArrayList<>();
        List<DeadLetter> letters = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            try {
                Event event = codec.decode(textHeaders(record), record.value());
                if (event instanceof MailEvent mail) {
                    news.add(mail);
                } else {
                    letters.add(new DeadLetter(record, Reason.UNKNOWN_TYPE.name(), "not about a mail"));
                }
            } catch (UnreadableEventException e) {
                letters.add(new DeadLetter(record, e.reason().name(), String.valueOf(e.getMessage())));
            }
        }
        transaction.executeWithoutResult(status -> news.forEach(statuses::heard));
        // Only now: while the database is away the batch comes again and again, and each time would add its letters.
        deadLetters.park(letters);
    }

    private static Map<String, String> textHeaders(ConsumerRecord<?, ?> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        return headers;
    }
}
