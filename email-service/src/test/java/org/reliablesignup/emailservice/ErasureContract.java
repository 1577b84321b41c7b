package org.reliablesignup.emailservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reliablesignup.events.AccountConfirmed;
import org.reliablesignup.events.AccountCreated;
import org.reliablesignup.events.AccountErased;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.EventMessage;
import org.reliablesignup.events.Topics;
import org.reliablesignup.testing.DatabaseContents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What is left of an account of which the service hears that it was erased: nothing but that. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "delivery.first-retry=100ms",
            "delivery.max-retry=200ms",
            "delivery.lease=3s",
            "outbox.partitions=2"
        })
@ExtendWith(OutputCaptureExtension.class)
abstract class ErasureContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GROUP = "email-service";
    private static final FakeMailServer mailServer = new FakeMailServer().start();

    private final EventCodec codec = new EventCodec();
    private final UUID account = UUID.randomUUID();
    private final String address = "ada-" + UUID.randomUUID() + "@example.com";
    private final AccountCreated created =
            new AccountCreated(UUID.randomUUID(), account, now(), "Ada Lovelace", address, "en", false);
    private final AccountConfirmed confirmed =
            new AccountConfirmed(UUID.randomUUID(), account, now(), "Ada Lovelace", address, "en");
    private final AccountErased erased = new AccountErased(UUID.randomUUID(), account, now());
    private final CountDownLatch release = new CountDownLatch(1);

    @Value("${spring.kafka.bootstrap-servers}")
    private String servers = "";

    @Autowired
    private JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource());

    @Autowired
    private DataSource database = new DriverManagerDataSource();

    @Autowired
    private MeterRegistry meters = new SimpleMeterRegistry();

    @Autowired
    private KafkaListenerEndpointRegistry listeners = new KafkaListenerEndpointRegistry();

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry registry) {
        registry.add("spring.mail.port", mailServer::port);
    }

    @BeforeEach
    void prepare() {
        mailServer.script(command -> null);
        KafkaTestTopics.create(servers, Topics.ACCOUNT_EVENTS, 2);
    }

    @AfterEach
    void release() {
        release.countDown();
    }

    @Test
    void whatWasSentIsForgottenWithAllThatWasSaidAboutIt() {
        publish(created, confirmed);
        await().atMost(PATIENCE).until(() -> jobs("SENT") == 2);
        assertThat(DatabaseContents.of(database)).contains(address, "Lovelace");

        publish(erased);

        awaitErased();
        assertThat(DatabaseContents.of(database)).doesNotContain(address, "Lovelace");
    }

    @Test
    void whatWaitsToBeTriedAgainIsNeverSent() {
        mailServer.script(command -> command.startsWith("RCPT TO:<" + address) ? "450 try later" : null);
        publish(created);
        await().atMost(PATIENCE).until(() -> jobs("RETRY") == 1);

        publish(erased);

        awaitErased();
        mailServer.script(command -> null);
        sendToSomebodyElse();
        assertThat(mailServer.mailsTo(address)).isEmpty();
    }

    @Test
    void whatIsOnItsWayComesToItsEndAndIsNotRecorded(CapturedOutput output) {
        double lost = leasesLost();
        mailServer.script(command -> command.equals(".") ? whenReleased() : null);
        publish(created);
        await().atMost(PATIENCE).until(() -> jobs("SENDING") == 1);

        publish(erased);
        awaitErased();
        release.countDown();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(output.getAll())
                        .contains("Mail " + created.eventId() + " was erased while it was on its way"));
        assertThat(mailServer.mailsTo(address)).hasSize(1);
        sendToSomebodyElse();
        assertThat(mailServer.mailsTo(address)).hasSize(1);
        assertThat(jobs()).isZero();
        assertThat(leasesLost()).isEqualTo(lost);
        assertThat(output.getAll()
                        .lines()
                        .filter(line -> line.contains(created.eventId().toString())))
                .noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
        assertThat(KafkaTestTopics.readAll(servers, Topics.MAIL_EVENTS))
                .noneMatch(record -> new String(record.key(), UTF_8).equals(account.toString()));
    }

    @Test
    void anOlderEventThatComesLateSendsNothing() {
        publish(erased, created, confirmed);
        awaitErased();

        publish(created);
        awaitAllRead();

        assertThat(jobs()).isZero();
        sendToSomebodyElse();
        assertThat(mailServer.mailsTo(address)).isEmpty();
    }

    @Test
    void theTopicReadAgainFromItsBeginningSendsNothing() {
        publish(created);
        await().atMost(PATIENCE).until(() -> jobs("SENT") == 1);
        publish(erased);
        awaitErased();

        readAllAgain();

        assertThat(jobs()).isZero();
        sendToSomebodyElse();
        assertThat(mailServer.mailsTo(address)).hasSize(1);
    }

    @Test
    void anotherAccountWithTheAddressGetsItsMail() {
        publish(created);
        await().atMost(PATIENCE).until(() -> jobs("SENT") == 1);
        publish(erased);
        awaitErased();

        publish(new AccountCreated(UUID.randomUUID(), UUID.randomUUID(), now(), "Ada", address, "en", false));

        await().atMost(PATIENCE).until(() -> mailServer.mailsTo(address).size() == 2);
    }

    /** Later than all that was due before. */
    private void sendToSomebodyElse() {
        String other = "other-" + UUID.randomUUID() + "@example.com";
        publish(new AccountCreated(UUID.randomUUID(), UUID.randomUUID(), now(), "Other", other, "en", false));
        await().atMost(PATIENCE).until(() -> !mailServer.mailsTo(other).isEmpty());
    }

    private String whenReleased() {
        try {
            return release.await(PATIENCE.toSeconds(), TimeUnit.SECONDS) ? "250 taken" : "451 nobody released it";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "451 interrupted";
        }
    }

    private void awaitErased() {
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql("select count(*) from erased_account where account_id = ?")
                                .param(account)
                                .query(Integer.class)
                                .single()
                        == 1);
        awaitAllRead();
        assertThat(jobs()).isZero();
    }

    private int jobs() {
        return jdbc.sql("select count(*) from mail_job where account_id = ?")
                .param(account)
                .query(Integer.class)
                .single();
    }

    private int jobs(String state) {
        return jdbc.sql("select count(*) from mail_job where account_id = ? and state = ?")
                .params(account, state)
                .query(Integer.class)
                .single();
    }

    private double leasesLost() {
        return meters.get("mail.leases.lost").counter().count();
    }

    private void readAllAgain() {
        List<MessageListenerContainer> containers = List.copyOf(listeners.getListenerContainers());
        containers.forEach(MessageListenerContainer::stop);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            await().atMost(PATIENCE)
                    .until(() -> admin.listConsumerGroups().all().get().stream()
                            .filter(group -> group.groupId().equals(GROUP))
                            .map(ConsumerGroupListing::groupState)
                            .allMatch(state -> state.orElseThrow().toString().equals("Empty")));
            Map<TopicPartition, OffsetAndMetadata> beginning = ends(admin).keySet().stream()
                    .collect(Collectors.toMap(partition -> partition, partition -> new OffsetAndMetadata(0)));
            admin.alterConsumerGroupOffsets(GROUP, beginning).all().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        containers.forEach(MessageListenerContainer::start);
        awaitAllRead();
    }

    private void awaitAllRead() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            Map<TopicPartition, Long> ends = ends(admin);
            await().atMost(PATIENCE).until(() -> {
                Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(GROUP)
                        .partitionsToOffsetAndMetadata()
                        .get();
                return ends.entrySet().stream()
                        .filter(end -> end.getValue() > 0)
                        .allMatch(end -> read.get(end.getKey()) != null
                                && read.get(end.getKey()).offset() >= end.getValue());
            });
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin) {
        try {
            return admin
                    .listOffsets(List.of(0, 1).stream()
                            .collect(Collectors.toMap(
                                    partition -> new TopicPartition(Topics.ACCOUNT_EVENTS, partition),
                                    partition -> OffsetSpec.latest())))
                    .all()
                    .get(30, TimeUnit.SECONDS)
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().offset()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private void publish(Event... events) {
        try (Producer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer())) {
            for (Event event : events) {
                EventMessage message = codec.encode(event);
                ProducerRecord<String, byte[]> record =
                        new ProducerRecord<>(message.topic(), message.key(), message.data());
                message.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
                producer.send(record).get(30, TimeUnit.SECONDS);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
