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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    @Test
    void whoeverReadsTheMailConfirmsTheAccountByTheButtonOfItsPage() throws Exception {
        String ada = signUp("Ada Lovelace", "ada@example.com");
        awaitMailTo("ada@example.com");

        HttpResponse<String> page = answer(HttpRequest.newBuilder(linkIn(mailTo("ada@example.com"))));
        assertThat(page.body()).contains("Confirm your address");
        assertThat(account(ada).at("/status").asString()).isEqualTo("PENDING_CONFIRMATION");
        HttpResponse<String> confirmed = press(page);

        assertThat(confirmed.statusCode()).isEqualTo(200);
        assertThat(confirmed.body()).contains("Your address is confirmed");
        assertThat(account(ada).at("/status").asString()).isEqualTo("ACTIVE");
        await().atMost(PATIENCE).until(() -> mailsTo("ada@example.com") == 2);
        assertThat(mailTo("ada@example.com").at("/Subject").asString()).isEqualTo("Your account is active");
        assertThat(account(ada).at("/confirmationMail/status").asString()).isEqualTo("SENT");
    }

    /** The latest one. */
    private JsonNode mailTo(String address) throws Exception {
        String id = get(uri(DemoPort.INBOX, "/api/v1/messages")).get("messages").values().stream()
                .filter(mail -> mail.at("/To/0/Address").asString().equals(address))
                .findFirst()
                .orElseThrow()
                .get("ID")
                .asString();
        return get(uri(DemoPort.INBOX, "/api/v1/message/" + id));
    }

    private URI linkIn(JsonNode mail) {
        Matcher link = Pattern.compile(
                        Pattern.quote(uri(DemoPort.ACCOUNT, "/confirm?token=").toString()) + "[\\w.-]+")
                .matcher(mail.get("Text").asString());
        assertThat(link.find()).as(mail.get("Text").asString()).isTrue();
        return URI.create(link.group());
    }

    /** The only button there is, as a browser without scripts would. */
    private HttpResponse<String> press(HttpResponse<String> page) throws Exception {
        Matcher form = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\">\\s*"
                        + "<input type=\"hidden\" name=\"token\" value=\"([^\"]+)\">")
                .matcher(page.body());
        assertThat(form.find()).as(page.body()).isTrue();
        return answer(HttpRequest.newBuilder(page.uri().resolve(form.group(1)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("token=" + form.group(2))));
    }

    private JsonNode account(String location) throws Exception {
        return get(uri(DemoPort.ACCOUNT, URI.create(location).getPath()));
    }

    private HttpResponse<String> answer(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String signUp(String ownerName, String email) throws Exception {
        HttpResponse<String> answer = answer(HttpRequest.newBuilder(uri(DemoPort.ACCOUNT, "/accounts"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"ownerName\":\"%s\",\"email\":\"%s\"}".formatted(ownerName, email))));
        assertThat(answer.statusCode()).isEqualTo(201);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private void awaitMailTo(String address) {
        await().atMost(PATIENCE).until(() -> mailsTo(address) == 1);
    }

    private void awaitMailStatus(String account, String status) {
        await().atMost(PATIENCE)
                .until(() -> status.equals(
                        account(account).at("/confirmationMail/status").asString()));
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
        HttpResponse<String> answer = answer(HttpRequest.newBuilder(uri));
        assertThat(answer.statusCode()).as(uri.toString()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private URI uri(DemoPort port, String path) {
        return URI.create("http://localhost:%d%s".formatted(settings.port(port), path));
    }
}
