package org.reliablesignup.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.events.EventHeaders;
import org.reliablesignup.outbox.OutboxRecord.Sequence;
import org.reliablesignup.topics.KafkaTopics;
import org.reliablesignup.tracing.EventSpan;
import org.reliablesignup.tracing.EventTracing;

/**
 * Sends to Kafka with a producer of its own, so that nobody's settings weaken it and nobody's observation replaces the
 * {@code traceparent} of the row. Each try has a span of its own, child of the row's trace and parent of whoever reads
 * the record.
 */
final class KafkaTransport implements EventTransport, AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /**
     * Beyond the delivery timeout. A producer lets no record expire while it waits for its id, which it may do for ever:
     * then it is given up, and with it what it holds.
     */
    private static final Duration OVERDUE = Duration.ofSeconds(2);

    private final Map<String, Object> config;
    private final Function<Map<String, Object>, Producer<String, byte[]>> producers;
    private final KafkaTopics topics;
    private final EventTracing tracing;
    private final Duration longest;
    private @Nullable Producer<String, byte[]> producer;
    private volatile boolean broken;

    KafkaTransport(
            Map<String, Object> clientConfig, KafkaTopics topics, EventTracing tracing, OutboxSettings settings) {
        this(
                clientConfig,
                topics,
                tracing,
                settings,
                config -> new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()));
    }

    KafkaTransport(
            Map<String, Object> clientConfig,
            KafkaTopics topics,
            EventTracing tracing,
            OutboxSettings settings,
            Function<Map<String, Object>, Producer<String, byte[]>> producers) {
        this.config = new HashMap<>(clientConfig);
        this.producers = producers;
        this.topics = topics;
        this.tracing = tracing;
        longest = settings.deliveryTimeout().plus(OVERDUE);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(
                ProducerConfig.LINGER_MS_CONFIG,
                Math.toIntExact(settings.linger().toMillis()));
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, settings.maxBlock().toMillis());
        int deliveryTimeout = Math.toIntExact(settings.deliveryTimeout().toMillis());
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryTimeout);
        // Half of it, so that an answer that got lost leaves time for a second try.
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, deliveryTimeout / 2);
    }

    @Override
    public synchronized CompletableFuture<?> send(OutboxRecord record) {
        CompletableFuture<Void> acknowledgement = new CompletableFuture<>();
        EventSpan span = tracing.publishing(record.topic(), record.key(), record.headers());
        try {
            topics.ensure(record.topic());
            producer().send(forKafka(record, span), (metadata, failure) -> {
                if (failure == null) {
                    span.storedAt(metadata.partition(), metadata.offset());
                    acknowledgement.complete(null);
                } else {
                    acknowledgement.completeExceptionally(judge(failure));
                }
            });
        } catch (RuntimeException e) {
            acknowledgement.completeExceptionally(judge(e));
        }
        // What follows from it comes before anybody hears of it.
        CompletableFuture<Void> known = acknowledgement
                .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((stored, failure) -> {
                    if (failure instanceof TimeoutException) {
                        broken = true;
                    }
                    end(span, failure);
                });
        // Kafka reports part of what goes wrong before anything is sent (no metadata, no room) like a failed delivery.
        if (known.isCompletedExceptionally()
                && known.exceptionNow() instanceof RuntimeException failure
                && !(failure instanceof RecordRefusedException)) {
            // It may be that the topic is gone: look before the next try.
            topics.doubt(record.topic());
            throw failure;
        }
        return known;
    }

    /** Nobody waits for its end: that has no limit. */
    @Override
    public synchronized void flush() {
        if (producer != null) {
            Thread.ofVirtual().name("outbox-flush").start(producer::flush);
        }
    }

    /** Where the producer's default partitioner puts them. */
    @Override
    public synchronized Function<Sequence, Lane> lanes() {
        Producer<String, byte[]> current = producer();
        Map<String, Integer> partitions = new HashMap<>();
        return sequence -> {
            int count = partitions.computeIfAbsent(sequence.topic(), topic -> partitionsOf(topic, current));
            int hash = Utils.toPositive(Utils.murmur2(sequence.key().getBytes(UTF_8)));
            return new Lane(sequence.topic(), hash % count);
        };
    }

    private int partitionsOf(String topic, Producer<?, ?> current) {
        topics.ensure(topic);
        try {
            return current.partitionsFor(topic).size();
        } catch (KafkaException e) {
            topics.doubt(topic);
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
            producer = null;
        }
    }

    private Producer<String, byte[]> producer() {
        if (broken) {
            close();
            // Not before: what the old one still had to report is no fault of the new one.
            broken = false;
        }
        Producer<String, byte[]> current = producer;
        if (current == null) {
            current = producers.apply(config);
            producer = current;
        }
        return current;
    }

    private static void end(EventSpan span, @Nullable Throwable failure) {
        if (failure == null) {
            span.end();
        } else {
            span.failed(failure.getClass().getSimpleName());
        }
    }

    private static ProducerRecord<String, byte[]> forKafka(OutboxRecord record, EventSpan span) {
        ProducerRecord<String, byte[]> kafka = new ProducerRecord<>(record.topic(), record.key(), record.data());
        String own = span.traceparent();
        record.headers().forEach((name, value) -> {
            String sent = own != null && name.equals(EventHeaders.TRACEPARENT) ? own : value;
            kafka.headers().add(name, sent.getBytes(UTF_8));
        });
        return kafka;
    }

    private Exception judge(Exception failure) {
        if (failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidRecordException
                || failure instanceof SerializationException
                || failure instanceof InvalidTopicException) {
            return new RecordRefusedException(failure);
        }
        if (!(failure instanceof RetriableException)) {
            // Some errors leave a producer in a state that only a new one cures.
            broken = true;
        }
        return failure;
    }
}
