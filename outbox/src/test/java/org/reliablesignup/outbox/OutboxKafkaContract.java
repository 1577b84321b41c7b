package org.reliablesignup.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.reliablesignup.outbox.Events.anEvent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.EventHeaders;
import org.reliablesignup.events.EventMessage;
import org.reliablesignup.events.Topics;
import org.reliablesignup.outbox.OutboxRecord.Sequence;
import org.reliablesignup.topics.KafkaTopics;
import org.reliablesignup.tracing.EventTracing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.transaction.support.TransactionTemplate;

/** From the table to a real topic; only the signal can be the reason that something arrives, for the poll is slow. */
@SpringBootTest(
        classes = OutboxKafkaContract.Application.class,
        properties = {
            "outbox.poll-interval=1h",
            "outbox.topics=account-events",
            "spring.kafka.admin.auto-create=false",
            "spring.sql.init.mode=always",
            "spring.sql.init.schema-locations=classpath:org/reliablesignup/outbox/schema.sql"
        })
abstract class OutboxKafkaContract {

    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Autowired
    private Outbox outbox;

    @Autowired
    private OutboxRelay relay;

    @Autowired
    private OutboxTable table;

    @Autowired
    private EventTransport transport;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private KafkaAdmin admin;

    @BeforeEach
    void removeParkedRows() {
        jdbc.sql("delete from outbox").update();
    }

    @Test
    void publishesWithKeyAndHeadersAtOnceAfterTheCommit() {
        Event event = anEvent();
        transaction.executeWithoutResult(status -> outbox.append(event));

        ConsumerRecord<String, byte[]> record = recordsOf(event.accountId()).getFirst();
        EventMessage message = new EventCodec().encode(event);
        assertThat(record.key()).isEqualTo(event.accountId().toString());
        assertThat(record.value()).isEqualTo(message.data());
        assertThat(headersOf(record)).isEqualTo(message.headers());
        assertThat(new EventCodec().decode(headersOf(record), record.value())).isEqualTo(event);
        awaitEmptyTable();
    }

    @Test
    void publishesNothingOfATransactionThatIsRolledBack() {
        Event lost = Events.anEventOf(UUID.randomUUID());
        Event kept = Events.anEventOf(lost.accountId());
        transaction.executeWithoutResult(status -> {
            outbox.append(lost);
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> outbox.append(kept));

        assertThat(recordsOf(kept.accountId()))
                .extracting(record -> headersOf(record).get(EventHeaders.ID))
                .containsExactly(kept.eventId().toString());
    }

    @Test
    void carriesTheTraceOfTheRow() {
        Event event = anEvent();
        transaction.executeWithoutResult(status -> table.insert(
                List.of(new OutboxTable.Row(event.eventId(), new EventCodec().encode(event), TRACEPARENT))));
        relay.signal();

        assertThat(headersOf(recordsOf(event.accountId()).getFirst()))
                .containsEntry(EventHeaders.TRACEPARENT, TRACEPARENT);
    }

    @Test
    void parksARecordThatIsTooLargeForTheBroker() {
        Event event = anEvent();
        EventMessage message = new EventCodec().encode(event);
        EventMessage tooLarge =
                new EventMessage(message.topic(), message.key(), message.headers(), new byte[1_048_576]);
        Event next = Events.anEventOf(event.accountId());
        transaction.executeWithoutResult(status -> {
            table.insert(List.of(new OutboxTable.Row(event.eventId(), tooLarge, null)));
            outbox.append(next);
        });

        assertThat(recordsOf(event.accountId()))
                .extracting(record -> headersOf(record).get(EventHeaders.ID))
                .containsExactly(next.eventId().toString());
        await().untilAsserted(() -> assertThat(jdbc.sql("select last_error from outbox where parked_at is not null")
                        .query(String.class)
                        .single())
                .contains("RecordTooLarge"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_020_000, 5 * 1024 * 1024})
    void aRecordThatIsTooLargeHoldsUpNoOtherKey(int size) {
        await().ignoreExceptions().untilAsserted(() -> alter(Topics.ACCOUNT_EVENTS, "max.message.bytes", "1000000"));
        Event event = anEvent();
        EventMessage message = new EventCodec().encode(event);
        List<Event> others = Stream.<Event>generate(Events::anEvent).limit(20).toList();
        transaction.executeWithoutResult(status -> {
            table.insert(List.of(new OutboxTable.Row(
                    event.eventId(),
                    new EventMessage(message.topic(), message.key(), message.headers(), new byte[size]),
                    null)));
            others.forEach(outbox::append);
        });

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(jdbc.sql("select event_id from outbox where parked_at is not null")
                                .query(UUID.class)
                                .list())
                        .containsExactly(event.eventId()));
        assertThat(recordsOf(others.getLast().accountId())).hasSize(1);
        assertThat(jdbc.sql("select count(*) from outbox").query(Integer.class).single())
                .isOne();
    }

    @Test
    void knowsToWhichPartitionARecordGoes() {
        for (int i = 0; i < 5; i++) {
            Event event = anEvent();
            transaction.executeWithoutResult(status -> outbox.append(event));

            ConsumerRecord<String, byte[]> record = recordsOf(event.accountId()).getFirst();
            Sequence sequence = new Sequence(record.topic(), record.key());
            assertThat(transport.lanes().apply(sequence)).isEqualTo(new Lane(record.topic(), record.partition()));
        }
    }

    @Test
    void createsATopicThatIsMissingWhenItsLanesAreAskedFor() {
        String topic = "gone-" + UUID.randomUUID();

        assertThat(transport.lanes().apply(new Sequence(topic, "key")).topic()).isEqualTo(topic);
    }

    @Test
    void looksForATopicOnlyWhenItIsMissing() {
        String topic = "young-" + UUID.randomUUID();
        AtomicInteger looks = new AtomicInteger();
        Map<String, Object> client = admin.getConfigurationProperties();
        KafkaTopics topics = new KafkaTopics(
                client,
                List.of(),
                name -> {
                    looks.incrementAndGet();
                    // What has lingered is too old for it.
                    return new NewTopic(name, 1, (short) 1).configs(Map.of("message.timestamp.before.max.ms", "1"));
                },
                Duration.ofSeconds(10),
                Duration.ofSeconds(1));
        OutboxRecord record = new OutboxRecord(1, topic, "key", Map.of(), new byte[1]);
        try (KafkaTransport lingering = new KafkaTransport(client, topics, EventTracing.NONE, lingering())) {
            for (int i = 0; i < 2; i++) {
                assertThat(lingering.send(record)).failsWithin(Duration.ofSeconds(30));
            }
        }

        assertThat(looks).hasValue(1);
    }

    private static OutboxSettings lingering() {
        return new OutboxSettings(
                Duration.ofHours(1),
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(30),
                List.of(),
                1,
                (short) 1);
    }

    @Test
    void createsTheTopicWithItsPartitions() {
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(
                                admin.describeTopics(Topics.ACCOUNT_EVENTS).values())
                        .singleElement()
                        .satisfies(topic -> assertThat(topic.partitions()).hasSize(6)));
    }

    /** Smaller than what the producer sends, so that it is the broker that refuses. */
    private void alter(String topic, String name, String value) {
        try (Admin broker = Admin.create(admin.getConfigurationProperties())) {
            AlterConfigOp change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
            broker.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(change)))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitEmptyTable() {
        await().untilAsserted(() -> assertThat(jdbc.sql("select count(*) from outbox")
                        .query(Integer.class)
                        .single())
                .isZero());
    }

    /** Waits until there is one. */
    private List<ConsumerRecord<String, byte[]>> recordsOf(UUID account) {
        Map<String, Object> config = new HashMap<>(admin.getConfigurationProperties());
        config.put("group.id", UUID.randomUUID().toString());
        config.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.ACCOUNT_EVENTS));
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (account.toString().equals(record.key())) {
                        found.add(record);
                    }
                });
                return !found.isEmpty();
            });
        }
        return found;
    }

    private static Map<String, String> headersOf(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
