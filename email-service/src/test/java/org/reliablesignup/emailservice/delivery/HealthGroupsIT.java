package org.reliablesignup.emailservice.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reliablesignup.emailservice.smtp.SendResult;
import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import tools.jackson.databind.json.JsonMapper;

/** Alive, ready and degraded are told apart. */
@RealParts(value = Database.H2, broker = false)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "outbox.poll-interval=1h",
            "delivery.poll-interval=1h",
            "delivery.outage-after=1",
            "delivery.pause-after-outage=10ms",
            "spring.datasource.hikari.maximum-pool-size=2",
            "spring.datasource.hikari.connection-timeout=300"
        })
class HealthGroupsIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @LocalManagementPort
    private int managementPort;

    @Autowired
    private Breaker breaker;

    @Autowired
    private HikariDataSource pool;

    @Test
    void aMailServerThatIsAwayDegradesAndTakesNobodyOutOfService() {
        await().until(() -> breaker.permits(1) == 1);
        breaker.report(new SendResult.NobodyNow("connection refused", false));

        assertThat(health("/liveness")).isEqualTo("200 UP");
        assertThat(health("/readiness")).isEqualTo("200 UP");
        assertThat(health("")).isEqualTo("200 DEGRADED");
        assertThat(health("/degraded")).isEqualTo("503 DEGRADED");

        await().until(() -> breaker.permits(1) == 1);
        breaker.report(new SendResult.Accepted("250 ok"));
        assertThat(health("/degraded")).isEqualTo("200 UP");
    }

    @Test
    void withoutADatabaseItIsAliveAndNotReady() throws Exception {
        List<Connection> taken = new ArrayList<>();
        try {
            taken.add(pool.getConnection());
            taken.add(pool.getConnection());
            assertThat(health("/liveness")).isEqualTo("200 UP");
            assertThat(health("/readiness")).isEqualTo("503 DOWN");
            assertThat(health("/degraded")).isEqualTo("503 DOWN");
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
        assertThat(health("/readiness")).isEqualTo("200 UP");
    }

    private String health(String group) {
        URI uri = URI.create("http://localhost:" + managementPort + "/actuator/health" + group);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            return answer.statusCode() + " "
                    + JSON.readTree(answer.body()).path("status").asString();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
