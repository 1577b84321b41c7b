package org.reliablesignup.testing;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** In a container. */
final class MailpitInbox implements TestInbox {

    private static final Logger log = LoggerFactory.getLogger(MailpitInbox.class);
    private static final int SMTP = 1025;
    private static final int API = 8025;

    private final HttpClient http = HttpClient.newHttpClient();
    private final GenericContainer<?> container;

    private MailpitInbox(GenericContainer<?> container) {
        this.container = container;
    }

    static TestInbox start() {
        GenericContainer<?> container = new GenericContainer<>(Containers.image("mailpit"));
        container.withExposedPorts(SMTP, API);
        container.waitingFor(Wait.forHttp("/readyz").forPort(API).withStartupTimeout(Containers.STARTS_WITHIN));
        container.start();
        log.info(
                "Inbox of the tests: container {}, port {}",
                container.getDockerImageName(),
                container.getMappedPort(SMTP));
        return new MailpitInbox(container);
    }

    @Override
    public String host() {
        return container.getHost();
    }

    @Override
    public int smtpPort() {
        return container.getMappedPort(SMTP);
    }

    @Override
    public List<Mail> mailsTo(String address) {
        List<String> ids = get("messages?limit=1000").read("$.messages[*].ID");
        return ids.stream()
                .map(id -> get("message/" + id))
                .filter(mail -> mail.read("$.To[0].Address").equals(address))
                .map(MailpitInbox::read)
                .toList();
    }

    @Override
    public void close() {
        http.close();
        container.stop();
    }

    private static Mail read(DocumentContext mail) {
        return new Mail(
                mail.read("$.MessageID"),
                mail.read("$.From.Address"),
                mail.read("$.To[0].Name"),
                mail.read("$.Subject"),
                mail.read("$.Text"),
                mail.read("$.HTML"));
    }

    private DocumentContext get(String path) {
        URI uri = URI.create("http://%s:%d/api/v1/%s".formatted(host(), container.getMappedPort(API), path));
        try {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(uri + " answers " + answer.statusCode());
            }
            return JsonPath.parse(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
