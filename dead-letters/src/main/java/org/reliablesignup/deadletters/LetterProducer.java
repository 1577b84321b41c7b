package org.reliablesignup.deadletters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends many records and waits once, with a producer of its own: it must take whatever the broker let in. Thread-safe. */
final class LetterProducer implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Supplier<Producer<byte[], byte[]>> factory;
    private @Nullable Producer<byte[], byte[]> producer;

    LetterProducer(Supplier<Producer<byte[], byte[]>> factory) {
        this.factory = factory;
    }

    static LetterProducer of(Map<String, Object> clientConfig, DeadLetterSettings settings) {
        int timeout = Math.toIntExact(settings.acknowledgeTimeout().toMillis());
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) timeout / 2);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, settings.maxLetterBytes());
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * settings.maxLetterBytes());
        return new LetterProducer(
                () -> new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /**
     * Returns when the broker has answered for all of them.
     *
     * @param record what to send for each
     * @return those that are too large for their topic
     * @throws KafkaException if the broker has not stored the others: then some may have been written
     */
    synchronized <T> List<T> send(List<T> all, Function<T, ProducerRecord<byte[], byte[]>> record) {
        try {
            List<CompletableFuture<?>> sent = new ArrayList<>(all.size());
            for (T each : all) {
                CompletableFuture<?> acknowledgement = send(record.apply(each));
                // What fails at once (no broker, no room) would make each further one wait as long.
                if (acknowledgement.isCompletedExceptionally()) {
                    isTooLarge(acknowledgement);
                }
                sent.add(acknowledgement);
            }
            List<T> tooLarge = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                if (isTooLarge(sent.get(i))) {
                    tooLarge.add(all.get(i));
                }
            }
            return tooLarge;
        } catch (KafkaException e) {
            close();
            throw e;
        }
    }

    /** What is sent after that opens another producer: some errors leave one in a state that only a new one cures. */
    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
            producer = null;
        }
    }

    private CompletableFuture<?> send(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<Void> acknowledgement = new CompletableFuture<>();
        producer().send(record, (metadata, failure) -> {
            if (failure == null) {
                acknowledgement.complete(null);
            } else {
                acknowledgement.completeExceptionally(failure);
            }
        });
        return acknowledgement;
    }

    /** Waits for it. */
    private static boolean isTooLarge(CompletableFuture<?> acknowledgement) {
        try {
            acknowledgement.get();
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException
                    || e.getCause() instanceof RecordBatchTooLargeException) {
                return true;
            }
            throw new KafkaException("records were not acknowledged", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            current = factory.get();
            producer = current;
        }
        return current;
    }
}
