package org.reliablesignup.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reliablesignup.faults.TracedSpan.Kind;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.TestBroker;
import org.reliablesignup.testing.process.Service;
import org.reliablesignup.testing.process.Wait;

/** A sign-up through both services as processes: one trace from its request to the mail server and back, and its log. */
class OneTraceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final Path TABLE = Path.of("target", "trace-of-a-sign-up.txt");

    private static OtlpReceiver receiver;
    private static TestBroker broker;
    private static ScriptedMailServer mailServer;
    private static Store accountStore;
    private static Store emailStore;
    private static Service accountService;
    private static Service emailService;
    private static Path logs;
    private static String account = "";
    private static List<TracedSpan> trace = List.of();

    @BeforeAll
    static void signUp(@TempDir Path folder) throws Exception {
        logs = folder;
        receiver = new OtlpReceiver();
        broker = TestBroker.start();
        mailServer = new ScriptedMailServer();
        accountStore = new Store(Database.H2);
        emailStore = new Store(Database.H2);
        accountService = new Service(Service.Kind.ACCOUNT, 1, folder, settings(accountStore));
        emailService = new Service(Service.Kind.EMAIL, 1, folder, settings(emailStore));
        accountService.start();
        emailService.start();
        accountService.awaitReady();
        emailService.awaitReady();
        account = post();
        Wait.until("all spans have come", PATIENCE, () -> {
            trace = receiver.spans().stream()
                    .filter(span -> span.trace().equals(TRACE))
                    .toList();
            return trace.stream().anyMatch(span -> span.name().equals("process mail-events"))
                    && trace.stream().anyMatch(span -> span.name().startsWith("attempt"))
                    && trace.stream().anyMatch(span -> span.name().equals("send account-events"))
                    && trace.stream().anyMatch(span -> span.name().equals("send mail-events"));
        });
        Files.writeString(TABLE, TraceTable.of(trace));
    }

    @AfterAll
    static void stopEverything() {
        accountService.process().kill();
        emailService.process().kill();
        mailServer.close();
        broker.close();
        receiver.close();
        accountStore.close();
        emailStore.close();
    }

    @Test
    void everySpanHasItsParent() {
        TracedSpan request = child(CALLER, "account-service", Kind.SERVER, "http post /accounts");
        TracedSpan published = child(request.id(), "account-service", Kind.PRODUCER, "send account-events");
        TracedSpan inbox = child(published.id(), "email-service", Kind.CONSUMER, "process account-events");
        TracedSpan attempt = child(inbox.id(), "email-service", Kind.INTERNAL, "attempt confirmation");
        TracedSpan smtp = child(attempt.id(), "email-service", Kind.CLIENT, "smtp send");
        TracedSpan outcome = child(attempt.id(), "email-service", Kind.PRODUCER, "send mail-events");
        TracedSpan status = child(outcome.id(), "account-service", Kind.CONSUMER, "process mail-events");

        assertThat(trace).containsExactlyInAnyOrder(request, published, inbox, attempt, smtp, outcome, status);
        assertThat(published.attributes())
                .containsEntry("messaging.system", "kafka")
                .containsEntry("messaging.destination.name", "account-events")
                .containsEntry("messaging.kafka.message.key", account)
                .containsEntry("cloudevents.event_type", "account.created.v1")
                .containsKeys("messaging.kafka.offset", "messaging.destination.partition.id");
        assertThat(inbox.attributes())
                .containsEntry("messaging.consumer.group.name", "email-service")
                .containsEntry("messaging.kafka.offset", published.attributes().get("messaging.kafka.offset"));
        assertThat(attempt.attributes())
                .containsEntry("account.id", account)
                .containsEntry("mail.attempt", "1")
                .containsKey("mail.queue.age_ms");
        assertThat(smtp.attributes())
                .containsEntry("server.address", "localhost")
                .containsEntry("server.port", Integer.toString(mailServer.port()))
                .containsEntry("smtp.reply.code", "250");
    }

    @Test
    void noSpanTellsWhoseItIs() {
        assertThat(receiver.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(new String(request, ISO_8859_1))
                        .doesNotContainIgnoringCase("xanthippe", "Quibbleworth", "example.com", "token"));
    }

    /** With {@code logging.structured.format.console}. */
    @Test
    void theLogsHaveAccountAndTraceInFieldsAndNobodysName() throws Exception {
        for (Service service : List.of(accountService, emailService)) {
            List<String> lines = Files.readAllLines(logs.resolve(service.name() + ".log"));
            assertThat(lines).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
            assertThat(lines)
                    .filteredOn(line -> line.contains(account))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line)
                            .contains("\"accountId\":\"" + account + "\"", "\"traceId\":\"" + TRACE + "\""));
            assertThat(lines).filteredOn(line -> line.contains("\"mailId\":\"")).hasSize(1);
            assertThat(String.join("\n", lines)).doesNotContainIgnoringCase("xanthippe", "Quibbleworth");
        }
    }

    private static TracedSpan child(String parent, String service, Kind kind, String name) {
        List<TracedSpan> found = trace.stream()
                .filter(span -> span.parent().equals(parent) && span.name().equals(name))
                .toList();
        assertThat(found)
                .as("%s below %s in%n%s", name, parent, TraceTable.of(trace))
                .hasSize(1);
        assertThat(found.getFirst().service()).isEqualTo(service);
        assertThat(found.getFirst().kind()).isEqualTo(kind);
        return found.getFirst();
    }

    private static String post() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(accountService.uri("/accounts"))
                            .header("Content-Type", "application/json")
                            .header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"ownerName\":\"Xanthippe Quibbleworth\",\"email\":\"xanthippe@example.com\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            return URI.create(answer.headers().firstValue("Location").orElseThrow())
                    .getPath()
                    .replaceFirst(".*/", "");
        }
    }

    private static Map<String, String> settings(Store store) {
        Map<String, String> settings = new HashMap<>(store.properties());
        settings.put("spring.kafka.bootstrap-servers", broker.bootstrapServers());
        settings.put("spring.mail.host", "localhost");
        settings.put("spring.mail.port", Integer.toString(mailServer.port()));
        settings.put("confirmation.keys.test", Base64.getEncoder().encodeToString(new byte[32]));
        settings.put("confirmation.current-key", "test");
        settings.put("management.opentelemetry.tracing.export.otlp.endpoint", receiver.endpoint());
        settings.put("management.opentelemetry.tracing.export.schedule-delay", "100ms");
        settings.put("logging.structured.format.console", "ecs");
        return settings;
    }
}
