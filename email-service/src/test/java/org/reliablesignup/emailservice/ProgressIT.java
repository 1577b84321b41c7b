package org.reliablesignup.emailservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reliablesignup.events.AccountConfirmed;
import org.reliablesignup.events.AccountCreated;
import org.reliablesignup.events.AccountErased;
import org.reliablesignup.events.ConfirmationMailQueued;
import org.reliablesignup.events.ConfirmationMailSent;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.EventMessage;
import org.reliablesignup.events.MailEvent;
import org.reliablesignup.events.Topics;
import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What is told of a mail to whoever watches. */
@RealParts(Database.H2)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "progress.enabled=true", "outbox.partitions=2"})
class ProgressIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final FakeMailServer mailServer = new FakeMailServer().start();

    private final EventCodec codec = new EventCodec();
    private final UUID account = UUID.randomUUID();

    @Value("${spring.kafka.bootstrap-servers}")
    private String servers = "";

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry registry) {
        registry.add("spring.mail.port", mailServer::port);
    }

    @BeforeEach
    void prepare() {
        mailServer.script(command -> null);
        KafkaTestTopics.create(servers, Topics.ACCOUNT_EVENTS, 2);
    }

    @Test
    void aMailIsQueuedOnceByThisProcessAndThenSentWithTheWordsOfTheMailServer() {
        AccountCreated created = created(account, false);
        AccountConfirmed confirmed = new AccountConfirmed(UUID.randomUUID(), account, now(), "Ada", address(), "en");
        AccountCreated last = created(UUID.randomUUID(), true);

        publish(created, created, confirmed, created, last);

        awaitSent(created);
        awaitSent(last);
        List<MailEvent> told = toldOf(account);
        assertThat(told)
                .extracting(event -> (Object) event.getClass())
                .containsExactly(ConfirmationMailQueued.class, ConfirmationMailSent.class);
        assertThat(told).allSatisfy(event -> assertThat(event.mailId()).isEqualTo(created.eventId()));
        assertThat(((ConfirmationMailQueued) told.getFirst()).instance())
                .isEqualTo(ManagementFactory.getRuntimeMXBean().getName());
        assertThat(((ConfirmationMailSent) told.getLast()).reply()).startsWith("250 ");
        assertThat(toldOf(last.accountId()))
                .extracting(event -> (Object) event.getClass())
                .containsExactly(ConfirmationMailQueued.class, ConfirmationMailSent.class);
    }

    @Test
    void nothingIsToldOfAnAccountThatWasErased() {
        AccountCreated last = created(UUID.randomUUID(), false);

        // In one batch or in two, as it comes.
        publish(new AccountErased(UUID.randomUUID(), account, now()), created(account, false), last);

        awaitSent(last);
        assertThat(toldOf(account)).isEmpty();
    }

    private void awaitSent(AccountCreated created) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(toldOf(created.accountId())).hasAtLeastOneElementOfType(ConfirmationMailSent.class));
    }

    private List<MailEvent> toldOf(UUID about) {
        return KafkaTestTopics.readAll(servers, Topics.MAIL_EVENTS).stream()
                .map(this::decoded)
                .filter(event -> event.accountId().equals(about))
                .toList();
    }

    private MailEvent decoded(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return (MailEvent) codec.decode(headers, record.value());
    }

    private AccountCreated created(UUID account, boolean addressTaken) {
        return new AccountCreated(UUID.randomUUID(), account, now(), "Ada", address(), "en", addressTaken);
    }

    private String address() {
        return account + "@example.com";
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** All in one partition, so that they are heard of in this order. */
    private void publish(Event... events) {
        try (Producer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "max.in.flight.requests.per.connection", 1),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (Event event : events) {
                EventMessage message = codec.encode(event);
                ProducerRecord<String, byte[]> record =
                        new ProducerRecord<>(Topics.ACCOUNT_EVENTS, 0, message.key(), message.data());
                message.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
                producer.send(record);
            }
            producer.flush();
        }
    }
}
