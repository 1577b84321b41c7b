package org.reliablesignup.accountservice.mailstatus;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.reliablesignup.deadletters.DeadLetter;
import org.reliablesignup.deadletters.DeadLetters;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.MailEvent;
import org.reliablesignup.events.Topics;
import org.reliablesignup.events.UnreadableEventException;
import org.reliablesignup.events.UnreadableEventException.Reason;
import org.reliablesignup.tracing.EventSpan;
import org.reliablesignup.tracing.EventTracing;
import org.reliablesignup.tracing.ReadRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
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

    private static final Logger log = LoggerFactory.getLogger(MailEventListener.class);

    private final MailStatuses statuses;
    private final DeadLetters deadLetters;
    private final TransactionOperations transaction;
    private final EventTracing tracing;
    private final EventCodec codec = new EventCodec();

    MailEventListener(
            MailStatuses statuses, DeadLetters deadLetters, PlatformTransactionManager manager, EventTracing tracing) {
        this.statuses = statuses;
        this.deadLetters = deadLetters;
        this.tracing = tracing;
        TransactionTemplate template = new TransactionTemplate(manager);
        template.setTimeout(SECONDS_FOR_A_BATCH);
        this.transaction = template;
    }

    @KafkaListener(topics = Topics.MAIL_EVENTS, batch = "true")
    void on(List<ConsumerRecord<byte[], byte[]>> batch) {
        tracing.reading(batch, this::takeIn);
    }

    private void takeIn(List<ReadRecord> batch) {
        List<News> news = new ArrayList<>();
        List<DeadLetter> letters = new ArrayList<>();
        for (ReadRecord read : batch) {
            try {
                Event event = codec.decode(read.headers(), read.record().value());
                if (event instanceof MailEvent mail) {
                    news.add(new News(mail, read.span()));
                } else {
                    letters.add(new DeadLetter(read.record(), Reason.UNKNOWN_TYPE.name(), "not about a mail"));
                }
            } catch (UnreadableEventException e) {
                letters.add(new DeadLetter(read.record(), e.reason().name(), String.valueOf(e.getMessage())));
            }
        }
        transaction.executeWithoutResult(status -> news.forEach(one -> statuses.heard(one.event())));
        // Only now: while the database is away the batch comes again and again, and each time would add its letters.
        deadLetters.park(letters);
        news.forEach(News::log);
    }

    private record News(MailEvent event, EventSpan span) {

        void log() {
            span.run(() -> {
                try (MDC.MDCCloseable account =
                                MDC.putCloseable("accountId", event.accountId().toString());
                        MDC.MDCCloseable mail =
                                MDC.putCloseable("mailId", event.mailId().toString())) {
                    Outcome.of(event)
                            .ifPresent(outcome -> log.info("Heard of mail {}: {}", event.mailId(), outcome.state()));
                }
            });
        }
    }
}
