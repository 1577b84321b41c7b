package org.reliablesignup.accountservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.accountservice.Http.Answer;
import org.reliablesignup.events.AccountCreated;
import org.reliablesignup.events.ConfirmationMailOutcomeUnknown;
import org.reliablesignup.events.ConfirmationMailRejected;
import org.reliablesignup.events.ConfirmationMailSent;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.EventHeaders;
import org.reliablesignup.events.EventMessage;
import org.reliablesignup.events.Topics;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;

/** The contract of design.md, whatever the database; the poll is so slow that only the signal can publish. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "outbox.poll-interval=1h",
            "outbox.topics=account-events,mail-events",
            "spring.kafka.producer.key-serializer=org.apache.kafka.common.serialization.ByteArraySerializer",
            "spring.kafka.producer.value-serializer=org.apache.kafka.common.serialization.ByteArraySerializer",
            "spring.kafka.consumer.properties.metadata.max.age.ms=500"
        })
abstract class AccountServiceContract {

    private static final String ADA = """
            {"ownerName":"Ada Lovelace","email":"ada@example.com","locale":"de-AT"}""";

    @Autowired
    private KafkaAdmin admin;

    @Autowired
    private KafkaTemplate<byte[], byte[]> kafka;

    @Autowired
    private KafkaListenerEndpointRegistry listeners;

    @LocalServerPort
    private int port;

    private Http http = new Http(0);
    private final EventCodec codec = new EventCodec();

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void createsAnAccountAndPublishesTheNews() {
        Instant before = Instant.now();
        Answer created = http.post(ADA);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/accounts/" + created.text("id"));
        assertThat(created.header("Content-Type")).isEqualTo("application/json");
        assertThat(created.text("ownerName")).isEqualTo("Ada Lovelace");
        assertThat(created.text("email")).isEqualTo("ada@example.com");
        assertThat(created.text("locale")).isEqualTo("de-AT");
        assertThat(created.text("status")).isEqualTo("PENDING_CONFIRMATION");
        Instant createdAt = Instant.parse(created.text("createdAt"));
        assertThat(createdAt).isBetween(before.minusMillis(1), Instant.now());
        UUID id = UUID.fromString(created.text("id"));
        assertThat(id.version()).isEqualTo(7);

        ConsumerRecord<String, byte[]> record =
                awaitRecord(Topics.ACCOUNT_EVENTS, found -> id.toString().equals(found.key()));
        assertThat(headersOf(record))
                .containsEntry(EventHeaders.TYPE, "account.created.v1")
                .containsEntry(EventHeaders.SUBJECT, id.toString());
        AccountCreated event = (AccountCreated) codec.decode(headersOf(record), record.value());
        assertThat(event.accountId()).isEqualTo(id);
        assertThat(event.occurredAt()).isEqualTo(createdAt);
        assertThat(event.email()).isEqualTo("ada@example.com");
        assertThat(event.ownerName()).isEqualTo("Ada Lovelace");
        assertThat(event.locale()).isEqualTo("de-AT");
        assertThat(event.eventId().version()).isEqualTo(7);
    }

    /** The first event after a silence waits for the end of the poll. */
    @Test
    void listensInShortPolls() {
        assertThat(listeners.getListenerContainers())
                .isNotEmpty()
                .allSatisfy(
                        listener -> assertThat(listener.getContainerProperties().getPollTimeout())
                                .isBetween(1L, 100L));
    }

    @Test
    void carriesTheCallersTraceIntoTheRecord() {
        String trace = UUID.randomUUID().toString().replace("-", "");
        Answer created = http.post(ADA, "traceparent", "00-" + trace + "-b7ad6b7169203331-01");

        ConsumerRecord<String, byte[]> record =
                awaitRecord(Topics.ACCOUNT_EVENTS, found -> created.text("id").equals(found.key()));
        assertThat(headersOf(record).getOrDefault(EventHeaders.TRACEPARENT, "")).startsWith("00-" + trace + "-");
    }

    @Test
    void takesTheLanguageFromTheBrowserWhereTheBodyHasNone() {
        String body = """
                {"ownerName":"Ada","email":"ada@example.com"}""";

        assertThat(http.post(body, "Accept-Language", "fr-CA, en;q=0.5").text("locale"))
                .isEqualTo("fr-CA");
        assertThat(http.post(body, "Accept-Language", ";;nonsense").text("locale"))
                .isEqualTo("en");
        assertThat(http.post(body, "Accept-Language", "zh-Hant-TW-a-bbbbbbbb-cccccccc-dddddddd-eeeeeeee")
                        .text("locale"))
                .isEqualTo("zh-Hant-TW");
        assertThat(http.post(body).text("locale")).isEqualTo("en");
    }

    @Test
    void showsAnAccountWithItsAddressMasked() {
        Answer created = http.post(ADA);
        Answer found = http.get(created.header("Location"));

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.text("id")).isEqualTo(created.text("id"));
        assertThat(found.text("createdAt")).isEqualTo(created.text("createdAt"));
        assertThat(found.text("email")).isEqualTo("a***@example.com");
        assertThat(found.response().body()).doesNotContain("ada@").doesNotContain("Lovelace");
        assertThat(mailStatus(found)).isEqualTo("QUEUED");
    }

    @Test
    void followsTheReportsAboutTheMail() {
        Answer created = http.post(ADA);
        UUID account = UUID.fromString(created.text("id"));
        UUID mail = UUID.randomUUID();
        Instant time = Instant.parse("2026-01-02T03:04:05Z");
        Event unknown = new ConfirmationMailOutcomeUnknown(UUID.randomUUID(), account, time, mail);
        Event sent = new ConfirmationMailSent(UUID.randomUUID(), account, time.plusSeconds(1), mail, null);

        publish(unknown);
        awaitMailStatus(created, "UNKNOWN");
        publish(sent);
        awaitMailStatus(created, "SENT");
        publish(unknown);
        publishAndAwaitAnother();

        Answer found = http.get(created.header("Location"));
        assertThat(mailStatus(found)).isEqualTo("SENT");
        assertThat(found.body().path("confirmationMail").path("since").asString(""))
                .isEqualTo("2026-01-02T03:04:06Z");
    }

    @Test
    void movesAnUnreadableReportToTheDeadLettersAndGoesOn() {
        byte[] garbage = {(byte) 0xff, 0, 1};
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.MAIL_EVENTS, 0, "key".getBytes(UTF_8), garbage);
        String mark = UUID.randomUUID().toString();
        record.headers().add("mark", mark.getBytes(UTF_8));
        kafka.send(record).join();

        ConsumerRecord<String, byte[]> letter = awaitRecord(
                Topics.MAIL_EVENTS_DLT, found -> mark.equals(headersOf(found).get("mark")));
        assertThat(letter.value()).isEqualTo(garbage);
        assertThat(letter.key()).isEqualTo("key");
        assertThat(headersOf(letter).getOrDefault("dlt-reason", "")).startsWith("INVALID_HEADER");
        publishAndAwaitAnother();
    }

    @Test
    void movesAReportAsLargeAsTheTopicTakesToTheDeadLettersAndGoesOn() {
        byte[] garbage = new byte[1_048_400];
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.MAIL_EVENTS, 0, "key".getBytes(UTF_8), garbage);
        String mark = UUID.randomUUID().toString();
        record.headers().add("mark", mark.getBytes(UTF_8));
        kafka.send(record).join();

        ConsumerRecord<String, byte[]> letter = awaitRecord(
                Topics.MAIL_EVENTS_DLT, found -> mark.equals(headersOf(found).get("mark")));
        assertThat(letter.value()).isEqualTo(garbage);
        publishAndAwaitAnother();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                              | #/ownerName required, #/email required
            {"ownerName":" ","email":"x"}                                   | #/ownerName required, #/email malformed
            {"ownerName":null,"email":7}                                    | #/ownerName required, #/email wrong-type
            {"ownerName":"Ada\\u0007","email":"ada@example.com"}            | #/ownerName malformed
            {"ownerName":"Ada\\u202e","email":"ada@example.com"}            | #/ownerName malformed
            {"ownerName":"Ada","email":"ada@example.com\\r\\nBcc: x@y.zz"}  | #/email malformed
            {"ownerName":"Ada","email":"ada@example.com","local":"de"}      | #/local unknown
            {"ownerName":"Ada","email":"ada@example.com","a/b~ c":"de"}     | #/a~1b~0%20c unknown
            {"ownerName":"Ada","email":"ada@example.com","locale":"de_!"}   | #/locale malformed
            {"ownerName":["Ada"],"email":{},"locale":true,"x":1}            | #/ownerName wrong-type, #/email wrong-type, #/locale wrong-type, #/x unknown
            {"ownerName":"Ada","email":"ada@example.com","":"de"}           | #/ unknown
            []                                                              | # malformed
            "text"                                                          | # malformed
            """)
    void namesEveryFieldThatIsWrong(String body, String expected) {
        Answer answer = http.post(body);

        assertProblem(answer, 400, "urn:problem-type:signup:invalid-fields");
        List<String> errors = new ArrayList<>();
        answer.body()
                .path("errors")
                .forEach(error -> errors.add(error.path("pointer").asString("") + " "
                        + error.path("code").asString("")));
        assertThat(errors).containsExactlyInAnyOrder(expected.split(", "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "{\"ownerName\":\"Ada\"", "{\"email\":\"a@b.cc\",\"email\":\"b@b.cc\"}", "{} {}", "nope"
            })
    void refusesWhatIsNotJson(String body) {
        assertProblem(http.post(body), 400, "urn:problem-type:signup:malformed-json");
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        String large = "{\"ownerName\":\"" + "x".repeat(17_000) + "\"}";

        assertProblem(http.post(large), 413, "urn:problem-type:signup:body-too-large");
        Answer chunked = http.send(http.to("/accounts")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(large)))
                .header("Content-Type", "application/json"));
        assertProblem(chunked, 413, "urn:problem-type:signup:body-too-large");
    }

    @Test
    void readsOnWhenTenMegabytesCome() {
        assertProblem(http.post("x".repeat(10_000_000)), 413, "urn:problem-type:signup:body-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"01890a5d-ac96-774b-bcce-b302099a8057", "nonsense", "1-1-1-1-1"})
    void knowsNoSuchAccount(String id) {
        assertProblem(http.get("/accounts/" + id), 404, "urn:problem-type:signup:account-not-found");
    }

    @Test
    void answersEveryOtherRefusalWithAProblem() {
        assertProblem(http.get("/nothing"), 404, "about:blank");
        assertProblem(http.get("/error"), 404, "about:blank");
        assertProblem(http.get("/accounts/%00"), 400, "about:blank");
        assertProblem(http.get("/%2e%2e/x%2Fy"), 400, "about:blank");
        assertProblem(http.get("/accounts"), 405, "about:blank");
        assertProblem(http.post(ADA, "Accept", "text/html"), 406, "about:blank");
        assertProblem(http.post(ADA, "Accept", "nonsense"), 406, "about:blank");
        assertProblem(
                http.send(
                        http.to("/accounts").POST(BodyPublishers.ofString(ADA)).header("Content-Type", "text/plain")),
                415,
                "about:blank");
    }

    private static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body().path("type").asString("about:blank")).isEqualTo(type);
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
        assertThat(answer.response().body())
                .doesNotContain("Exception", "springframework", "java.", "Tomcat", "tools.");
    }

    private static String mailStatus(Answer answer) {
        return answer.body().path("confirmationMail").path("status").asString("");
    }

    private void awaitMailStatus(Answer created, String status) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(mailStatus(http.get(created.header("Location"))))
                        .isEqualTo(status));
    }

    /** On every partition, so that what was published before has been read when this returns. */
    private void publishAndAwaitAnother() {
        for (int partition = 0; partition < 6; partition++) {
            Answer created = http.post(ADA);
            publish(
                    new ConfirmationMailRejected(
                            UUID.randomUUID(),
                            UUID.fromString(created.text("id")),
                            Instant.parse("2026-01-02T03:04:05Z"),
                            UUID.randomUUID(),
                            null),
                    partition);
            awaitMailStatus(created, "REJECTED");
        }
    }

    private void publish(Event event) {
        publish(event, 0);
    }

    private void publish(Event event, int partition) {
        EventMessage message = codec.encode(event);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(message.topic(), partition, message.key().getBytes(UTF_8), message.data());
        message.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        kafka.send(record).join();
    }

    private ConsumerRecord<String, byte[]> awaitRecord(String topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        Map<String, Object> config = new HashMap<>(admin.getConfigurationProperties());
        config.put("group.id", UUID.randomUUID().toString());
        config.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (wanted.test(record)) {
                        found.add(record);
                    }
                });
                return !found.isEmpty();
            });
        }
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static Map<String, String> headersOf(ConsumerRecord<?, ?> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }
}
