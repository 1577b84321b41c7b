package org.reliablesignup.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reliablesignup.deadletters.Records.aLetter;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reliablesignup.testing.TestBroker;
import org.springframework.util.unit.DataSize;

/** Real topics, whose limits differ. */
class DeadLettersIT {

    private static final byte[] TINY = "tiny".getBytes(UTF_8);
    private static final TestBroker broker = TestBroker.start();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DeadLetterSettings settings = new DeadLetterSettings(
            "source-" + UUID.randomUUID(), DataSize.ofMegabytes(6), 1, (short) 1, Duration.ofSeconds(20));
    private final Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
    private final LetterProducer producer = LetterProducer.of(client, settings);
    private final DeadLetters letters =
            new DeadLetters(settings.topic(), producer, DeadLettersAutoConfiguration.topics(client, settings), meters);
    private final DeadLetterOffice office =
            new DeadLetterOffice(new DeadLetterReader(client, settings), producer, settings.source());

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @AfterEach
    void closeProducer() {
        producer.close();
    }

    @Test
    void parksARecordAsItCameWithTheReasonAndTheOrigin() {
        byte[] garbage = {0, (byte) 0xFF};

        letters.park(List.of(aLetter("key", garbage, Map.of("theirs", garbage))));

        ConsumerRecord<byte[], byte[]> letter = parked().getFirst();
        assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(letter.value()).isEqualTo(garbage);
        assertThat(letter.headers().lastHeader("theirs").value()).isEqualTo(garbage);
        assertThat(LetterHeaders.of(letter))
                .containsEntry("dlt-reason", "MALFORMED")
                .containsEntry("dlt-message", "not JSON")
                .containsEntry("dlt-original-topic", Records.SOURCE)
                .containsEntry("dlt-original-partition", "3")
                .containsEntry("dlt-original-offset", "7")
                .containsEntry("dlt-original-timestamp", "42")
                .doesNotContainKey("dlt-cut");
        assertThat(counted("all")).isEqualTo(1);
    }

    @Test
    void parksManyInTheirOrder() {
        letters.park(IntStream.range(0, 500)
                .mapToObj(i -> aLetter("key" + i, TINY, Map.of()))
                .toList());

        assertThat(parked())
                .extracting(letter -> new String(letter.key(), UTF_8))
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> "key" + i).toList());
    }

    @Test
    void parksAllOfARecordThatIsAsLargeAsItsTopicTakes() throws Exception {
        int limit = 5 * 1024 * 1024;
        create(settings.source(), limit);
        // What the batch and the record around the value take.
        byte[] value = random(limit - 80);
        try (KafkaProducer<byte[], byte[]> source = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size", 2 * limit),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            source.send(new ProducerRecord<>(settings.source(), value)).get();
        }

        letters.park(read(settings.source()).stream()
                .map(record -> new DeadLetter(record, "MALFORMED", "not JSON"))
                .toList());

        assertThat(parked().getFirst().value()).isEqualTo(value);
        assertThat(counted("all")).isEqualTo(1);
    }

    @Test
    void keepsWhatFitsWhereTheTopicTakesLess() throws Exception {
        create(settings.topic(), 10_000);
        byte[] value = random(100_000);

        letters.park(List.of(
                aLetter("before", TINY, Map.of()),
                aLetter("key", value, Map.of("theirs", TINY)),
                aLetter("after", TINY, Map.of())));

        assertThat(parked())
                .extracting(letter -> new String(letter.key(), UTF_8))
                .containsExactlyInAnyOrder("before", "key", "after");
        ConsumerRecord<byte[], byte[]> letter = parked("key");
        assertThat(letter.value()).isEqualTo(Arrays.copyOf(value, 6_250));
        assertThat(LetterHeaders.of(letter))
                .containsEntry("theirs", "tiny")
                .containsEntry("dlt-reason", "MALFORMED")
                .containsEntry("dlt-cut", "value after 6250 of 100000 bytes")
                .containsEntry("dlt-original", "source-3@7");
        assertThat(counted("all")).isEqualTo(2);
        assertThat(counted("part")).isEqualTo(1);
    }

    @Test
    void leavesHugeHeadersOutWhereTheTopicTakesLess() throws Exception {
        create(settings.topic(), 10_000);

        letters.park(List.of(aLetter("key", TINY, Map.of("huge", random(200_000), "theirs", TINY))));

        ConsumerRecord<byte[], byte[]> letter = parked("key");
        assertThat(letter.value()).isEqualTo(TINY);
        assertThat(LetterHeaders.of(letter))
                .containsEntry("theirs", "tiny")
                .containsEntry("dlt-cut", "1 of 2 headers")
                .doesNotContainKey("huge");
    }

    @Test
    void goesOnWhereTheTopicTakesNothing() throws Exception {
        create(settings.topic(), 100);

        letters.park(List.of(aLetter("key", random(1_000), Map.of())));

        assertThat(parked()).isEmpty();
        assertThat(counted("nothing")).isEqualTo(1);
    }

    @Test
    void sendsNothingBackThatWasCut() throws Exception {
        create(settings.topic(), 10_000);
        create(settings.source(), 1_000_000);
        letters.park(List.of(aLetter("cut", random(100_000), Map.of()), aLetter("whole", TINY, Map.of())));
        DeadLetterView cut = office.last(10).stream()
                .filter(letter -> letter.cut() != null)
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> office.replay(cut.id()))
                .isInstanceOf(CutLetterException.class)
                .hasMessageContaining("source-3@7");
        assertThat(office.replayAll()).isOne();
        assertThat(read(settings.source()))
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactly("whole");
    }

    private List<ConsumerRecord<byte[], byte[]>> parked() {
        return read(settings.topic());
    }

    private ConsumerRecord<byte[], byte[]> parked(String key) {
        return parked().stream()
                .filter(letter -> key.equals(new String(letter.key(), UTF_8)))
                .findFirst()
                .orElseThrow();
    }

    private double counted(String kept) {
        return meters.counter("dead.letters", "reason", "MALFORMED", "kept", kept)
                .count();
    }

    /** Bytes that no compression makes smaller. */
    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private void create(String topic, int maxMessageBytes) throws Exception {
        try (Admin admin = Admin.create(client)) {
            NewTopic created = new NewTopic(topic, 1, (short) 1)
                    .configs(Map.of("max.message.bytes", Integer.toString(maxMessageBytes)));
            admin.createTopics(List.of(created)).all().get();
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }
}
