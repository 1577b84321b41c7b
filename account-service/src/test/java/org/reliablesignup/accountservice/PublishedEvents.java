package org.reliablesignup.accountservice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.Topics;
import org.springframework.kafka.core.KafkaAdmin;

/** What has come out of the service, as somebody sees it who has nothing to do with it. */
final class PublishedEvents {

    private final EventCodec codec = new EventCodec();
    private final KafkaAdmin admin;

    PublishedEvents(KafkaAdmin admin) {
        this.admin = admin;
    }

    /** In the order in which they were published. */
    List<Event> of(UUID account) {
        return records().stream()
                .filter(record -> account.toString().equals(record.key()))
                .map(this::decoded)
                .toList();
    }

    /** All that is in the topic, in the order of each partition. */
    List<ConsumerRecord<String, byte[]>> records() {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                admin.getConfigurationProperties(), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.ACCOUNT_EVENTS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        all.sort(Comparator.comparing(ConsumerRecord::offset));
        return all;
    }

    private Event decoded(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return codec.decode(headers, record.value());
    }
}
