package org.reliablesignup.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reliablesignup.demo.supervisor.Supervisor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole system, as the demo runs it, on free ports. */
class SignUpStoryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    private DemoSettings settings;
    private Demo demo;
    private Supervisor services;

    @BeforeEach
    void startEverything(@TempDir Path data) throws Exception {
        settings = new DemoSettings(Path.of(".."), data, FreePorts.forAll(), false);
        demo = new Demo(settings, told::add);
        services = demo.start();
        services.awaitReady();
    }

    @AfterEach
    void endEverything() {
        demo.close();
        client.close();
    }

    @Test
    void aMailArrivesEvenWhenTheServiceThatSendsItWasKilled() throws Exception {
        String ada = signUp("Ada Lovelace", "ada@example.com");
        awaitMailTo("ada@example.com");
        awaitMailStatus(ada, "SENT");

        killTheEmailService();
        String grace = signUp("Grace Hopper", "grace@example.com");

        awaitMailTo("grace@example.com");
        awaitMailStatus(grace, "SENT");
        assertThat(mailsTo("ada@example.com")).isOne();
        assertThat(told).anyMatch(line -> line.startsWith("email-service") && line.contains("is started again"));
    }

    private String signUp(String ownerName, String email) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(uri(DemoPort.ACCOUNT, "/accounts"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"ownerName\":\"%s\",\"email\":\"%s\"}".formatted(ownerName, email)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(201);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private void awaitMailTo(String address) {
        await().atMost(PATIENCE).until(() -> mailsTo(address) == 1);
    }

    private void awaitMailStatus(String account, String status) {
        await().atMost(PATIENCE)
                .until(() -> status.equals(
                        get(uri(DemoPort.ACCOUNT, URI.create(account).getPath()))
                                .at("/confirmationMail/status")
                                .asString()));
    }

    private void killTheEmailService() {
        long pid = services.pid(Services.EMAIL_SERVICE).orElseThrow();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private long mailsTo(String address) throws Exception {
        return get(uri(DemoPort.INBOX, "/api/v1/messages")).get("messages").values().stream()
                .filter(mail -> mail.at("/To/0/Address").asString().equals(address))
                .count();
    }

    private JsonNode get(URI uri) throws Exception {
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(uri.toString()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private URI uri(DemoPort port, String path) {
        return URI.create("http://localhost:%d%s".formatted(settings.port(port), path));
    }
}
