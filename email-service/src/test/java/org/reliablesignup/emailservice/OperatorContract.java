package org.reliablesignup.emailservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
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
import org.reliablesignup.testing.WatchedMetrics;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What an operator can see and do by HTTP, and everybody else cannot. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "operator.name=olga",
            "operator.password=" + OperatorContract.PASSWORD,
            "delivery.first-retry=1h",
            "delivery.max-retry=1h",
            "outbox.partitions=2"
        })
@ExtendWith(OutputCaptureExtension.class)
abstract class OperatorContract {

    static final String PASSWORD = "correct horse: battery";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REASON = "{\"reason\": \"asked for by ada@example.com\"}";
    private static final FakeMailServer mailServer = new FakeMailServer().start();

    private final String run = UUID.randomUUID().toString();
    private final HttpClient client = HttpClient.newHttpClient();
    private final EventCodec codec = new EventCodec();

    @Value("${spring.kafka.bootstrap-servers}")
    private String servers = "";

    @Value("${local.server.port}")
    private int publicPort;

    @Value("${local.management.port}")
    private int managementPort;

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
    void healthIsOpenAndNothingElse() {
        for (String open : List.of("health", "health/liveness", "health/readiness")) {
            assertThat(status(managementPort, "GET", open, "")).isEqualTo(200);
        }
        for (String closed : List.of("", "metrics", "mailjobs", "mailjobs/" + run, "deadletters", "deadletters/0-0")) {
            assertThat(status(managementPort, "GET", closed, "")).isEqualTo(401);
            assertThat(status(managementPort, "GET", closed, "olga:wrong")).isEqualTo(401);
            assertThat(status(managementPort, "GET", closed, "operator:" + PASSWORD))
                    .isEqualTo(401);
        }
        assertThat(status(managementPort, "POST", "deadletters", "")).isEqualTo(401);
        assertThat(status(managementPort, "GET", "metrics", "olga:" + PASSWORD)).isEqualTo(200);
    }

    @Test
    void thePublicPortTakesNoPasswordAndGivesNothing() {
        for (String path : List.of("", "health", "metrics", "mailjobs", "deadletters")) {
            assertThat(status(publicPort, "GET", path, "olga:" + PASSWORD)).isEqualTo(403);
            assertThat(status(publicPort, "GET", path, "olga:wrong")).isEqualTo(403);
        }
    }

    @Test
    void whatWasRejectedIsFoundAndSentWhenItIsRetried(CapturedOutput output) {
        mailServer.script(
                command -> command.startsWith("RCPT TO:<wrong") ? "550 <" + address("wrong") + "> who?" : null);
        AccountCreated created = publish(address("wrong"));
        awaitState(created, "REJECTED");
        mailServer.script(command -> null);

        String list = get("mailjobs?state=REJECTED&limit=10&address=" + address("wrong"));
        assertThat((List<String>) JsonPath.read(list, "$[*].id"))
                .containsExactly(created.eventId().toString());
        assertThat((String) JsonPath.read(list, "$[0].address")).isEqualTo("w***@example.com");
        assertThat(get("mailjobs?state=SENT&address=" + address("wrong"))).isEqualTo("[]");
        HttpResponse<String> retried = post("mailjobs/" + created.eventId() + "/retry", REASON);

        assertThat(retried.statusCode()).isEqualTo(200);
        await().atMost(PATIENCE)
                .until(() -> !mailServer.mailsTo(address("wrong")).isEmpty());
        awaitState(created, "SENT");
        String job = get("mailjobs/" + created.eventId());
        assertThat((List<String>) JsonPath.read(job, "$.history[*].result"))
                .containsExactly("NEVER", "RETRIED", "ACCEPTED");
        assertThat((List<String>) JsonPath.read(job, "$.history[*].words"))
                .containsExactly("550 <w***@example.com> who?", "olga: asked for by a***@example.com", "250 taken");
        assertThat(list + job + retried.body()).doesNotContain(address("wrong"));
        assertThat(post("mailjobs/" + created.eventId() + "/retry", REASON).statusCode())
                .isEqualTo(409);
        assertThat(output)
                .contains("operator=olga action=mailjob.retry id=" + created.eventId() + " outcome=RETRY")
                .contains("operator=olga action=mailjob.retry id=" + created.eventId() + " outcome=refused (SENT)")
                .doesNotContain("ada@example.com", address("wrong"));
    }

    @Test
    void whatWaitsCanBeCancelled(CapturedOutput output) {
        mailServer.script(command -> command.startsWith("RCPT TO:<busy") ? "450 later" : null);
        AccountCreated created = publish(address("busy"));
        awaitState(created, "RETRY");

        assertThat(post("mailjobs/" + created.eventId() + "/cancel", REASON).statusCode())
                .isEqualTo(200);

        assertThat((String) JsonPath.read(get("mailjobs/" + created.eventId()), "$.job.state"))
                .isEqualTo("EXPIRED");
        assertThat(output).contains("action=mailjob.cancel id=" + created.eventId() + " outcome=EXPIRED");
    }

    @Test
    void whatIsOnItsWayCannotBeCancelled() {
        mailServer.script(command -> command.startsWith("RCPT TO:<slow") ? FakeMailServer.SILENCE : null);
        AccountCreated created = publish(address("slow"));
        awaitState(created, "SENDING");

        assertThat(post("mailjobs/" + created.eventId() + "/cancel", REASON).statusCode())
                .isEqualTo(409);
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        String job = "mailjobs/" + UUID.randomUUID();
        assertThat(status(managementPort, "GET", job, "olga:" + PASSWORD)).isEqualTo(404);
        assertThat(post(job + "/cancel", REASON).statusCode()).isEqualTo(404);
        assertThat(post(job + "/cancel", "{\"reason\": \" \"}").statusCode()).isEqualTo(400);
        assertThat(post(job + "/cancel", "{}").statusCode()).isEqualTo(400);
        assertThat(post(job + "/burn", REASON).statusCode()).isEqualTo(400);
        for (String bad : List.of("mailjobs?state=LOST", "mailjobs/7", "deadletters/x")) {
            assertThat(status(managementPort, "GET", bad, "olga:" + PASSWORD)).isEqualTo(400);
        }
        assertThat(status(managementPort, "GET", "deadletters/0-999999", "olga:" + PASSWORD))
                .isEqualTo(404);
        assertThat(post("deadletters/77-0", "").statusCode()).isEqualTo(404);
    }

    @Test
    void replayingWhatCannotBeReadGivesAnotherDeadLetter(CapturedOutput output) {
        EventMessage good = codec.encode(accountCreated(address("unread")));
        byte[] garbage = {0, (byte) 0xFF, 1};
        send(Topics.ACCOUNT_EVENTS, run, good.headers(), garbage);
        String id = awaitLetters(1).getFirst();

        String letter = get("deadletters/" + id);
        assertThat((String) JsonPath.read(letter, "$.value"))
                .isEqualTo(Base64.getEncoder().encodeToString(garbage));
        assertThat((String) JsonPath.read(letter, "$.letter.reason")).isEqualTo("MALFORMED");
        assertThat((String) JsonPath.read(letter, "$.letter.originalTopic")).isEqualTo(Topics.ACCOUNT_EVENTS);
        assertThat((Integer) JsonPath.read(letter, "$.letter.size")).isEqualTo(3);
        assertThat((List<String>) JsonPath.read(letter, "$.headers[*].name")).contains("ce_id", "dlt-reason");
        assertThat(post("deadletters/" + id, "").statusCode()).isEqualTo(200);

        List<String> both = awaitLetters(2);
        String second = get("deadletters/" + (both.get(0).equals(id) ? both.get(1) : both.get(0)));
        assertThat((String) JsonPath.read(second, "$.value")).isEqualTo(JsonPath.<String>read(letter, "$.value"));
        assertThat((List<String>) JsonPath.read(second, "$.headers[?(@.name == 'dlt-reason')].name"))
                .hasSize(1);
        assertThat(output).contains("operator=olga action=deadletter.replay id=" + id + " outcome={replayed=1}");
    }

    @Test
    void replayingAllSendsWhatWasNeverSentAndNothingTwice(CapturedOutput output) {
        AccountCreated sent = publish(address("sent"));
        awaitState(sent, "SENT");
        AccountCreated waiting = accountCreated(address("waiting"));
        for (AccountCreated event : List.of(sent, sent, waiting, waiting)) {
            Map<String, String> headers = new HashMap<>(codec.encode(event).headers());
            headers.put("dlt-reason", "MALFORMED");
            send(Topics.ACCOUNT_EVENTS_DLT, run, headers, codec.encode(event).data());
        }

        HttpResponse<String> replayed = post("deadletters", "");

        assertThat(replayed.statusCode()).isEqualTo(200);
        assertThat((Integer) JsonPath.read(replayed.body(), "$.replayed")).isGreaterThanOrEqualTo(2);
        awaitState(waiting, "SENT");
        AccountCreated last = publish(address("last"));
        awaitState(last, "SENT");
        assertThat(mailServer.mailsTo(address("sent"))).hasSize(1);
        assertThat(mailServer.mailsTo(address("waiting"))).hasSize(1);
        assertThat(KafkaTestTopics.readAll(servers, Topics.ACCOUNT_EVENTS))
                .filteredOn(record -> run.equals(new String(record.key(), UTF_8)))
                .hasSize(2)
                .noneMatch(record -> record.headers().lastHeader("dlt-reason") != null);
        assertThat(output).contains("operator=olga action=deadletter.replay id=all outcome={replayed=");
    }

    @Test
    void exportsWhatPrometheusIsToldToWatch() {
        AccountCreated sent = publish(address("watched"));
        awaitState(sent, "SENT");
        send(Topics.ACCOUNT_EVENTS, run, codec.encode(sent).headers(), new byte[] {0});
        awaitLetters(1);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(WatchedMetrics.missingIn(get("prometheus")))
                        .allMatch(name -> name.startsWith("signup_") || name.startsWith("http_server_")));
        assertThat(get("prometheus"))
                .containsPattern("mail_time_to_sent_seconds_bucket\\{[^}]*le=\"1.0\"}")
                .doesNotContain(address("watched"));
    }

    private List<String> awaitLetters(int count) {
        return await().atMost(PATIENCE)
                .until(
                        () -> JsonPath.<List<String>>read(
                                get("deadletters?limit=1000"), "$[?(@.key == '" + run + "')].id"),
                        ids -> ids.size() == count);
    }

    private void awaitState(AccountCreated created, String state) {
        await().atMost(PATIENCE)
                .until(() -> JsonPath.<List<String>>read(get("mailjobs?address=" + created.email()), "$[*].state")
                        .contains(state));
    }

    private String address(String name) {
        return name + "-" + run + "@example.com";
    }

    private static AccountCreated accountCreated(String email) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return new AccountCreated(UUID.randomUUID(), UUID.randomUUID(), now, "Ada", email, "en", false);
    }

    private AccountCreated publish(String email) {
        AccountCreated created = accountCreated(email);
        EventMessage message = codec.encode(created);
        send(Topics.ACCOUNT_EVENTS, message.key(), message.headers(), message.data());
        return created;
    }

    private void send(String topic, String key, Map<String, String> headers, byte[] data) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, data);
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        try (Producer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String get(String path) {
        HttpResponse<String> response = exchange(managementPort, "GET", path, "olga:" + PASSWORD, "");
        assertThat(response.statusCode()).as(path + response.body()).isEqualTo(200);
        return response.body();
    }

    private HttpResponse<String> post(String path, String body) {
        return exchange(managementPort, "POST", path, "olga:" + PASSWORD, body);
    }

    private int status(int port, String method, String path, String login) {
        return exchange(port, method, path, login, "").statusCode();
    }

    private HttpResponse<String> exchange(int port, String method, String path, String login, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/actuator" + (path.isEmpty() ? "" : "/" + path)))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!login.isEmpty()) {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)));
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
