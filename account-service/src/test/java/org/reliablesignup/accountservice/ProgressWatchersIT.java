package org.reliablesignup.accountservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
    private final List<InputStream> streams = new ArrayList<>();

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
    void watchersHaveTheirOwnPlacesAndLeaveThemWhenTheyGo() throws Exception {
        String account = signUp().text("id");
        watch(account);
        watch(account);

        Answer refused = http.get("/accounts/" + account + "/progress");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.text("type")).isEqualTo("urn:problem-type:signup:too-many-watchers");
        assertThat(refused.header("Retry-After")).isEqualTo("10");
        assertThat(signUp().status()).isEqualTo(201);

        // That it has gone is noticed with the next heartbeat.
        streams.getFirst().close();
        await().atMost(PATIENCE).until(() -> watch(account) == 200);

        SmartLifecycle watchers = (SmartLifecycle) context.getBean("watchers");
        assertThat(watchers.getPhase()).isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
        watchers.stop();
        assertThat(new String(streams.getLast().readAllBytes(), UTF_8)).contains("STORED");
        assertThat(http.get("/accounts/" + account + "/progress").status()).isEqualTo(503);
    }

    private Answer signUp() {
        return http.post("{\"ownerName\":\"Ada\",\"email\":\"ada-%s@example.com\"}".formatted(UUID.randomUUID()));
    }

    private int watch(String account) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:%d/accounts/%s/progress".formatted(port, account));
        var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream());
        streams.add(answer.body());
        return answer.statusCode();
    }
}
