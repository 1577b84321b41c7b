package org.reliablesignup.emailservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reliablesignup.events.AccountCreated;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.EventMessage;
import org.reliablesignup.events.Topics;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Whatever goes wrong with a mail, neither a log nor a metric tells whose it is. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "logging.level.root=info",
            "delivery.first-retry=100ms",
            "delivery.max-retry=200ms",
            "inbox.max-retry=500ms",
            "outbox.partitions=2"
        })
@ExtendWith(OutputCaptureExtension.class)
abstract class PersonalDataContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NAME = "Xanthippe Quibbleworth";
    private static final FakeMailServer mailServer = new FakeMailServer().start();

    private final EventCodec codec = new EventCodec();
    private final String address = "xanthippe-" + UUID.randomUUID() + "@example.com";
    private final AccountCreated created = new AccountCreated(
            UUID.randomUUID(),
            UUID.randomUUID(),
            Instant.now().truncatedTo(ChronoUnit.MICROS),
            NAME,
            address,
            "en",
            false);

    @Value("${spring.kafka.bootstrap-servers}")
    private String servers = "";

    @Autowired
    private JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource());

    @Autowired
    private MeterRegistry meters = new SimpleMeterRegistry();

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry registry) {
        registry.add("spring.mail.port", mailServer::port);
    }

    @BeforeEach
    void prepare() {
        mailServer.script(command -> null);
        jdbc.sql("delete from mail_job").update();
        KafkaTestTopics.create(servers, Topics.ACCOUNT_EVENTS, 2);
    }

    @Test
    void aMailServerThatQuotesTheAddress(CapturedOutput output) {
        mailServer.script(command -> command.startsWith("RCPT TO:<" + address)
                ? "450 <" + address + "> is over quota, and so is \"" + address + "\""
                : null);
        publish(created);
        await().atMost(PATIENCE)
                .until(() -> output.getAll().contains(created.eventId() + " to x***@example.com is RETRY"));

        mailServer.script(command -> command.startsWith("RCPT TO:<" + address) ? "550 who is " + address + "?" : null);

        await().atMost(PATIENCE)
                .until(() -> output.getAll().contains(created.eventId() + " to x***@example.com is REJECTED"));
        assertNobodyIsTold(output);
    }

    @Test
    void aDatabaseThatRefusesTheMail(CapturedOutput output) {
        jdbc.sql("alter table mail_job add constraint nobody check (owner_name <> '" + NAME + "')")
                .update();
        try {
            publish(created);
            await().atMost(PATIENCE).until(() -> output.getAll().contains("could not be taken in"));
        } finally {
            jdbc.sql("alter table mail_job drop constraint nobody").update();
        }

        await().atMost(PATIENCE).until(() -> !mailServer.mailsTo(address).isEmpty());
        assertNobodyIsTold(output);
    }

    @Test
    void aDatabaseThatRefusesTheOutcome(CapturedOutput output) {
        mailServer.script(command -> command.startsWith("RCPT TO:<" + address) ? "550 who is " + address + "?" : null);
        jdbc.sql("alter table mail_job add constraint nothing check (state not in ('REJECTED', 'UNKNOWN'))")
                .update();
        try {
            publish(created);
            await().atMost(PATIENCE).until(() -> output.getAll().contains("which can never be recorded"));
        } finally {
            jdbc.sql("alter table mail_job drop constraint nothing").update();
        }
        assertNobodyIsTold(output);
    }

    @Test
    void anEventThatCannotBeRead(CapturedOutput output) {
        EventMessage message = codec.encode(created);
        String[] data = {
            "{\"ownerName\": \"" + NAME + "\", " + address,
            "{\"ownerName\": [\"" + NAME + "\"], \"email\": \"" + address + "\"}",
            "{\"accountId\": \"" + address + "\", \"ownerName\": \"" + NAME + "\"}"
        };
        for (String unreadable : data) {
            send(message, unreadable.getBytes(UTF_8));
        }
        publish(created);

        await().atMost(PATIENCE).until(() -> !mailServer.mailsTo(address).isEmpty());
        await().atMost(PATIENCE)
                .until(() -> KafkaTestTopics.readAll(servers, Topics.ACCOUNT_EVENTS_DLT).stream()
                                .filter(letter -> new String(letter.key(), UTF_8).equals(message.key()))
                                .count()
                        == data.length);
        assertNobodyIsTold(output);
    }

    private void assertNobodyIsTold(CapturedOutput output) {
        assertThat(output.getAll()).doesNotContainIgnoringCase("xanthippe", "Quibbleworth");
        assertThat(meters.getMeters().stream().map(Meter::getId).toList().toString())
                .contains("inbox.events")
                .doesNotContainIgnoringCase("xanthippe", "Quibbleworth");
    }

    private void publish(AccountCreated event) {
        EventMessage message = codec.encode(event);
        send(message, message.data());
    }

    private void send(EventMessage message, byte[] data) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.ACCOUNT_EVENTS, message.key(), data);
        message.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        try (Producer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
