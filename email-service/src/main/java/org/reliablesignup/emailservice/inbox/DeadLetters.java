package org.reliablesignup.emailservice.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.events.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way into the dead letter topic and back, with a producer of its own: it must take whatever the broker let in. */
final class DeadLetters implements AutoCloseable {

    /** Headers of ours, and what the protocol wraps around a record. */
    private static final int ROOM_FOR_REASONS = 64 * 1024;

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final Map<String, Object> config;
    private final InboxSettings settings;
    private final MeterRegistry registry;
    private @Nullable Producer<byte[], byte[]> producer;

    DeadLetters(Map<String, Object> clientConfig, InboxSettings settings, MeterRegistry registry) {
        this.settings = settings;
        this.registry = registry;
        int timeout = Math.toIntExact(settings.acknowledgeTimeout().toMillis());
        config = new HashMap<>(clientConfig);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) timeout / 2);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxBytes(settings));
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * maxBytes(settings));
    }

    /** What the topic must let in. */
    static int maxBytes(InboxSettings settings) {
        return Math.toIntExact(settings.maxRecordSize().toBytes()) + ROOM_FOR_REASONS;
    }

    /**
     * Returns when the broker has acknowledged them all.
     *
     * @throws KafkaException if it has not: then some may have been written, and all are to be parked again
     */
    synchronized void park(List<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        send(letters.stream()
                .map(letter -> letter.forTopic(Topics.ACCOUNT_EVENTS_DLT))
                .toList());
        letters.forEach(letter -> registry.counter(
                        "inbox.dead.letters", "reason", letter.why().reason().name())
                .increment());
        log.warn("{} dead letters, the first: {}", letters.size(), letters.getFirst());
    }

    /**
     * Returns when the broker has acknowledged them all.
     *
     * @throws KafkaException if it has not: then some may have been written
     */
    synchronized void send(List<ProducerRecord<byte[], byte[]>> records) {
        try {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(record -> producer().send(record)).toList();
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        } catch (ExecutionException e) {
            close();
            throw new KafkaException("records were not acknowledged", e.getCause());
        } catch (KafkaException e) {
            close();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    /** What is sent after that opens another producer: some errors leave one in a state that only a new one cures. */
    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(settings.firstRetry());
            producer = null;
        }
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            current = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
            producer = current;
        }
        return current;
    }
}
