package org.reliablesignup.accountservice.mailstatus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.reliablesignup.events.Topics;
import org.reliablesignup.events.UnreadableEventException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Keeps what cannot be read: bytes, key and headers as they came, and why. */
@Component
class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final int SECONDS_TO_ACKNOWLEDGE = 30;

    private final KafkaTemplate<byte[], byte[]> kafka;

    DeadLetters(KafkaTemplate<byte[], byte[]> kafka) {
        this.kafka = kafka;
    }

    /** @throws KafkaException if the broker did not acknowledge it: then the record must come again */
    void park(ConsumerRecord<byte[], byte[]> record, Reason reason, String message) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(Topics.MAIL_EVENTS_DLT, null, record.key(), record.value(), record.headers());
        add(letter, "dlt-reason", reason.name());
        add(letter, "dlt-message", message);
        add(letter, "dlt-original-topic", record.topic());
        add(letter, "dlt-original-partition", Integer.toString(record.partition()));
        add(letter, "dlt-original-offset", Long.toString(record.offset()));
        add(letter, "dlt-original-timestamp", Long.toString(record.timestamp()));
        try {
            kafka.send(letter).get(SECONDS_TO_ACKNOWLEDGE, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("a dead letter was not acknowledged", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted before a dead letter was acknowledged", e);
        }
        log.warn("Dead letter: {}-{}@{}, {}: {}", record.topic(), record.partition(), record.offset(), reason, message);
    }

    static Map<String, String> textHeaders(ConsumerRecord<?, ?> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        return headers;
    }

    private static void add(ProducerRecord<?, ?> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(UTF_8));
    }
}
