package org.reliablesignup.accountservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reliablesignup.accountservice.Http.Answer;
import org.reliablesignup.events.AccountErased;
import org.reliablesignup.events.ConfirmationMailQueued;
import org.reliablesignup.events.ConfirmationMailRejected;
import org.reliablesignup.events.ConfirmationMailSent;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.EventMessage;
import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.kafka.core.KafkaAdmin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever watches an account sees each step, as it is told in the topics. */
@RealParts(Database.H2)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "outbox.topics=account-events,mail-events",
            "limits.per-client=none",
            "limits.per-address=none",
            "progress.enabled=true",
            "progress.inbox=http://localhost:8025/?a=1&b=2"
        })
class ProgressIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final EventCodec codec = new EventCodec();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Stream<String>> streams = new ArrayList<>();

    @LocalServerPort
    private int port;

    @Autowired
    private KafkaAdmin admin;

    private Http http = new Http(0);

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @AfterEach
    void disconnect() {
        client.shutdownNow();
        client.close();
        http.close();
        streams.forEach(Stream::close);
    }

    @Test
    void eachStepIsSeenAsItHappens() {
        Answer created = signUp();
        UUID account = UUID.fromString(created.text("id"));
        List<JsonNode> steps = watch(account);
        awaitKinds(steps, "STORED", "PUBLISHED");
        UUID mail = UUID.fromString(steps.getLast().at("/mailId").asString());

        publish(new ConfirmationMailQueued(UUID.randomUUID(), account, now(), mail, "17@email-service-1"));
        awaitKinds(steps, "STORED", "PUBLISHED", "QUEUED");
        publish(new ConfirmationMailSent(UUID.randomUUID(), account, now(), mail, "250 Ok: queued as 7"));
        awaitKinds(steps, "STORED", "PUBLISHED", "QUEUED", "SENT");
        confirm(created);
        awaitKinds(steps, "STORED", "PUBLISHED", "QUEUED", "SENT", "CONFIRMED");

        assertThat(Instant.parse(steps.getFirst().at("/at").asString()))
                .isEqualTo(Instant.parse(created.text("createdAt")));
        JsonNode published = steps.get(1);
        assertThat(published.at("/record/topic").asString()).isEqualTo("account-events");
        assertThat(published.at("/record/key").asString()).isEqualTo(account.toString());
        assertThat(published.at("/record/partition").isInt()).isTrue();
        assertThat(published.at("/record/offset").isIntegralNumber()).isTrue();
        assertThat(steps.get(2).at("/instance").asString()).isEqualTo("17@email-service-1");
        assertThat(steps.get(3).at("/reply").asString()).isEqualTo("250 Ok: queued as 7");
        assertThat(steps.toString()).doesNotContain("Ada", "example.com", "addressTaken");
    }

    @Test
    void whoeverComesLaterIsToldEverythingAgain() {
        UUID account = UUID.fromString(signUp().text("id"));
        List<JsonNode> first = watch(account);
        awaitKinds(first, "STORED", "PUBLISHED");
        UUID mail = UUID.fromString(first.getLast().at("/mailId").asString());
        publish(new ConfirmationMailRejected(UUID.randomUUID(), account, now(), mail, "550 No such user"));
        awaitKinds(first, "STORED", "PUBLISHED", "REJECTED");

        List<JsonNode> second = watch(account);

        awaitKinds(second, "STORED", "PUBLISHED", "REJECTED");
        assertThat(second).isEqualTo(first);
    }

    /** As after a restart, some minutes later. */
    @Test
    void ofWhatTheJournalDoesNotHoldTheDatabaseTellsTheOutcome() {
        Answer created = signUp();
        UUID account = UUID.fromString(created.text("id"));
        awaitKinds(watch(account), "STORED", "PUBLISHED");
        UUID mail = UUID.randomUUID();
        publish(new ConfirmationMailSent(UUID.randomUUID(), account, now(), mail, null));
        await().atMost(PATIENCE)
                .until(() -> http.get("/accounts/" + account)
                        .body()
                        .at("/confirmationMail/status")
                        .asString()
                        .equals("SENT"));
        confirm(created);
        awaitKinds(watch(account), "STORED", "PUBLISHED", "SENT", "CONFIRMED");
        // Tells the journal to forget it; the account itself stays.
        publish(new AccountErased(UUID.randomUUID(), account, now()));

        await().atMost(PATIENCE).untilAsserted(() -> {
            List<JsonNode> later = watch(account);
            awaitKinds(later, "STORED", "SENT", "CONFIRMED");
            streams.removeLast().close();
        });
    }

    @Test
    void nobodyWatchesAnAccountThatIsNotThere() {
        for (String id : List.of(UUID.randomUUID().toString(), "nonsense")) {
            Answer answer = http.get("/accounts/" + id + "/progress", "Accept", "text/event-stream");

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.text("type")).isEqualTo("urn:problem-type:signup:account-not-found");
        }
    }

    @Test
    void nobodysPositionMovesAndNoGroupIsMade() throws Exception {
        awaitKinds(watch(UUID.fromString(signUp().text("id"))), "STORED", "PUBLISHED");

        try (Admin client = Admin.create(admin.getConfigurationProperties())) {
            assertThat(client.listGroups().all().get())
                    .extracting(GroupListing::groupId)
                    .containsExactly("account-service");
            assertThat(client.listConsumerGroupOffsets("account-service")
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .keySet())
                    .allMatch(partition -> partition.topic().equals("mail-events"));
        }
    }

    @Test
    void thePageNeedsNothingFromElsewhereAndMayHaveNothing() {
        Answer page = http.get("/");
        String html = page.response().body();

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.header("Content-Security-Policy"))
                .isEqualTo(
                        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
                                + " form-action 'none'; frame-ancestors 'none'; base-uri 'none'");
        assertThat(html).contains("data-inbox=\"http://localhost:8025/?a=1&amp;b=2\"");
        assertThat(html.replaceFirst("data-inbox=\"[^\"]*\"", ""))
                .doesNotContain("http:", "https:", "<style", "style=");
        Map<String, String> parts =
                Map.of("sign-up.css", "text/css", "sign-up.js", "text/javascript", "icon.svg", "image/svg+xml");
        parts.forEach((path, type) -> {
            assertThat(html).contains("\"" + path + "\"");
            Answer part = http.get("/" + path);
            assertThat(part.status()).isEqualTo(200);
            assertThat(part.header("Content-Type")).isEqualTo(type + ";charset=UTF-8");
            assertThat(part.header("X-Content-Type-Options")).isEqualTo("nosniff");
        });
    }

    private Answer signUp() {
        return http.post("{\"ownerName\":\"Ada\",\"email\":\"ada-%s@example.com\"}".formatted(UUID.randomUUID()));
    }

    private void confirm(Answer created) {
        UUID account = UUID.fromString(created.text("id"));
        Answer confirmed =
                http.postJson("/confirmations", Tokens.confirmation(account, created.text("email"), Clock.systemUTC()));
        assertThat(confirmed.status()).isEqualTo(200);
    }

    private HttpResponse<Stream<String>> open(UUID account) throws Exception {
        URI uri = URI.create("http://localhost:%d/accounts/%s/progress".formatted(port, account));
        HttpResponse<Stream<String>> answer =
                client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofLines());
        streams.add(answer.body());
        return answer;
    }

    /** What is told, as it comes. */
    private List<JsonNode> watch(UUID account) {
        List<JsonNode> steps = new CopyOnWriteArrayList<>();
        try {
            HttpResponse<Stream<String>> answer = open(account);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            Thread.ofVirtual().start(() -> collect(answer.body(), steps));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return steps;
    }

    private static void collect(Stream<String> lines, List<JsonNode> steps) {
        try {
            lines.filter(line -> line.startsWith("data:"))
                    .map(line -> JSON.readTree(line.substring("data:".length())))
                    .forEach(steps::add);
        } catch (UncheckedIOException e) {
            // The test is over, or has seen enough.
            return;
        }
    }

    private static void awaitKinds(List<JsonNode> steps, String... kinds) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(steps)
                        .extracting(step -> step.at("/kind").asString())
                        .containsExactly(kinds));
    }

    private void publish(Event event) {
        EventMessage message = codec.encode(event);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(message.topic(), message.key(), message.data());
        message.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        Map<String, Object> config = admin.getConfigurationProperties().entrySet().stream()
                .filter(entry -> entry.getKey().equals("bootstrap.servers"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record);
            producer.flush();
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
