package org.reliablesignup.accountservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reliablesignup.accountservice.Http.Answer;
import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.test.annotation.DirtiesContext;

/** Those who watch take no place from those who sign up, and do not hold up the end. */
@RealParts(value = Database.H2, broker = false)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "web.max-concurrent-requests=1",
            "progress.enabled=true",
            "progress.max-watchers=2",
        })
@DirtiesContext
class ProgressWatchersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext context = new StaticApplicationContext();

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
    }

    @Test
    void watchersHaveTheirOwnPlacesAndLeaveThemWhenTheyGo() {
        String account = signUp();
        InputStream first = watch(account);
        InputStream second = watch(account);

        // Until the place of the request before is free again, it is said to be overloaded.
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(refusalOf(account)).contains("\"urn:problem-type:signup:too-many-watchers\""));
        signUp();

        // That it has gone is noticed with the next heartbeat.
        close(first);
        InputStream third = watch(account);

        SmartLifecycle watchers = (SmartLifecycle) context.getBean("watchers");
        assertThat(watchers.getPhase()).isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
        watchers.stop();
        assertThat(read(second)).contains("STORED");
        assertThat(read(third)).contains("STORED");
        assertThat(refusalOf(account)).contains("too-many-watchers");
    }

    private String signUp() {
        List<Answer> answers = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            answers.add(
                    http.post("{\"ownerName\":\"Ada\",\"email\":\"ada-%s@example.com\"}".formatted(UUID.randomUUID())));
            return answers.getLast().status() == 201;
        });
        return answers.getLast().text("id");
    }

    /** Once there is a place. */
    private InputStream watch(String account) {
        List<InputStream> found = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            HttpResponse<InputStream> answer = open(account);
            if (answer.statusCode() == 200) {
                return found.add(answer.body());
            }
            close(answer.body());
            return false;
        });
        return found.getFirst();
    }

    private String refusalOf(String account) {
        HttpResponse<InputStream> answer = open(account);
        try (InputStream body = answer.body()) {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            return new String(body.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<InputStream> open(String account) {
        URI uri = URI.create("http://localhost:%d/accounts/%s/progress".formatted(port, account));
        try {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** To its end. */
    private static String read(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
