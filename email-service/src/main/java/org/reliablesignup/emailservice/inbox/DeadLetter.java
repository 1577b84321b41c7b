package org.reliablesignup.emailservice.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.reliablesignup.events.UnreadableEventException;

/** A record that cannot be read, and why. */
record DeadLetter(ConsumerRecord<byte[], byte[]> record, UnreadableEventException why) {

    static final String REASON = "dlt-reason";
    static final String MESSAGE = "dlt-message";
    static final String TOPIC = "dlt-original-topic";
    static final String PARTITION = "dlt-original-partition";
    static final String OFFSET = "dlt-original-offset";
    static final String TIMESTAMP = "dlt-original-timestamp";

    /** Those that we add. */
    static final Set<String> HEADERS = Set.of(REASON, MESSAGE, TOPIC, PARTITION, OFFSET, TIMESTAMP);

    /** Key, value and headers as they came, and further headers that tell the reason and the origin. */
    ProducerRecord<byte[], byte[]> forTopic(String topic) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers());
        add(letter, REASON, why.reason().name());
        add(letter, MESSAGE, String.valueOf(why.getMessage()));
        add(letter, TOPIC, record.topic());
        add(letter, PARTITION, Integer.toString(record.partition()));
        add(letter, OFFSET, Long.toString(record.offset()));
        add(letter, TIMESTAMP, Long.toString(record.timestamp()));
        return letter;
    }

    @Override
    public String toString() {
        return record.topic() + "-" + record.partition() + "@" + record.offset() + " " + why.reason() + " ("
                + why.getMessage() + ")";
    }

    private static void add(ProducerRecord<?, ?> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(UTF_8));
    }
}
