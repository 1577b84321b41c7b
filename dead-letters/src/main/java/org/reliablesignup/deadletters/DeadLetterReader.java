package org.reliablesignup.deadletters;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the dead letter topic as it is now, by a consumer without a group: nobody's position moves. Thread-safe. */
final class DeadLetterReader {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> config = new HashMap<>();
    private final String topic;
    private final Duration patience;

    DeadLetterReader(Map<String, Object> clientConfig, DeadLetterSettings settings) {
        topic = settings.topic();
        patience = settings.acknowledgeTimeout();
        config.putAll(clientConfig);
        config.keySet()
                .removeAll(List.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG));
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(patience.toMillis()));
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
    }

    /**
     * Hands on what is there now, poll by poll.
     *
     * @param choice what of each partition
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer
     */
    void read(Choice choice, Consumer<List<ConsumerRecord<byte[], byte[]>>> batches) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            consumer.beginningOffsets(partitions).forEach((partition, first) -> {
                Span span = choice.of(partition.partition(), new Span(first, ends.getOrDefault(partition, first)));
                consumer.seek(partition, span.from());
                ends.put(partition, span.to());
            });
            readTo(ends, consumer, batches);
        }
    }

    private void readTo(
            Map<TopicPartition, Long> ends,
            KafkaConsumer<byte[], byte[]> consumer,
            Consumer<List<ConsumerRecord<byte[], byte[]>>> batches) {
        long heard = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                batches.accept(records.partitions().stream()
                        .flatMap(partition -> records.records(partition).stream()
                                .filter(record -> record.offset() < ends.getOrDefault(partition, 0L)))
                        .toList());
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > patience.toNanos()) {
                throw new TimeoutException("the dead letters could not be read");
            }
        }
    }

    /** Offsets, the second exclusive. */
    record Span(long from, long to) {

        Span last(long limit) {
            return new Span(Math.max(from, to - limit), to);
        }

        Span only(long offset) {
            return offset < from || offset >= to ? new Span(to, to) : new Span(offset, offset + 1);
        }
    }

    interface Choice {
        Span of(int partition, Span all);
    }
}
