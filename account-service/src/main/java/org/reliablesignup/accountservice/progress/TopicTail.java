package org.reliablesignup.accountservice.progress;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads all partitions of some topics, beginning a few minutes ago, without a group: each instance sees everything, and
 * nobody's position moves. Goes on for as long as the application runs, whatever the broker does.
 */
final class TopicTail implements SmartLifecycle {

    private static final Duration LOOK_BACK = Duration.ofMinutes(10);
    private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(TopicTail.class);

    private final Map<String, Object> config;
    private final List<String> topics;
    private final Consumer<ConsumerRecord<byte[], byte[]>> reader;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile @Nullable Thread thread;

    TopicTail(Map<String, Object> clientConfig, List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        this.config = config(clientConfig);
        this.topics = topics;
        this.reader = reader;
    }

    private static Map<String, Object> config(Map<String, Object> clientConfig) {
        Map<String, Object> config = new HashMap<>(clientConfig);
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
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER.toMillis()));
        return config;
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("progress").start(this::run);
    }

    @Override
    public void stop() {
        stopped.countDown();
        KafkaConsumer<byte[], byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
    }

    @Override
    public boolean isRunning() {
        Thread running = thread;
        return running != null && running.isAlive();
    }

    private void run() {
        boolean told = false;
        while (stopped.getCount() > 0) {
            try (KafkaConsumer<byte[], byte[]> fresh =
                    new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer = fresh;
                follow(fresh);
            } catch (WakeupException e) {
                return;
            } catch (RuntimeException e) {
                // Whatever it is: without this thread nobody would ever see anything again.
                if (!told) {
                    log.warn("The progress of sign-ups cannot be seen, and is tried again: {}", e.toString());
                    told = true;
                }
            }
            pause();
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> reading) {
        Set<TopicPartition> assigned = new HashSet<>();
        boolean first = true;
        long looked = 0;
        while (stopped.getCount() > 0) {
            if (first || System.nanoTime() - looked > LOOK_FOR_PARTITIONS.toNanos()) {
                Set<TopicPartition> fresh = partitions(reading);
                fresh.removeAll(assigned);
                assigned.addAll(fresh);
                if (!fresh.isEmpty()) {
                    reading.assign(assigned);
                    seek(reading, fresh, first);
                }
                first = false;
                looked = System.nanoTime();
            }
            if (assigned.isEmpty()) {
                pause();
            } else {
                reading.poll(Duration.ofMillis(500)).forEach(reader);
            }
        }
    }

    private Set<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> reading) {
        Set<TopicPartition> partitions = new HashSet<>();
        for (String topic : topics) {
            reading.partitionsFor(topic)
                    .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        return partitions;
    }

    /** Partitions that came while we looked are read from their beginning. */
    private static void seek(
            KafkaConsumer<byte[], byte[]> reading, Collection<TopicPartition> fresh, boolean wereThere) {
        if (!wereThere) {
            reading.seekToBeginning(fresh);
            return;
        }
        // Asked for first, so that what comes in between is not missed.
        Map<TopicPartition, Long> ends = reading.endOffsets(fresh);
        long since = System.currentTimeMillis() - LOOK_BACK.toMillis();
        Map<TopicPartition, OffsetAndTimestamp> found =
                reading.offsetsForTimes(fresh.stream().collect(toMap(partition -> partition, partition -> since)));
        for (TopicPartition partition : fresh) {
            OffsetAndTimestamp begin = found.get(partition);
            reading.seek(partition, begin == null ? ends.getOrDefault(partition, 0L) : begin.offset());
        }
    }

    private void pause() {
        try {
            stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
