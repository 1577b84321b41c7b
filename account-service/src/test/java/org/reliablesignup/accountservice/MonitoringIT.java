package org.reliablesignup.accountservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.reliablesignup.testing.RawHttp.ask;
import static org.reliablesignup.testing.RawHttp.post;
import static org.reliablesignup.testing.RawHttp.request;

import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.reliablesignup.testing.RawAnswer;
import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.WatchedMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Prometheus finds what it is told to watch; the rest of it is email-service's. */
@RealParts(value = Database.H2, broker = false)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "operator.password=secret", "limits.per-client=1/1h"})
class MonitoringIT {

    private static final String LOGIN =
            "Authorization: Basic " + Base64.getEncoder().encodeToString("operator:secret".getBytes(UTF_8));

    private static final String ADA = "{\"ownerName\":\"Ada\",\"email\":\"ada@example.com\"}";

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Test
    void exportsWhatIsWatched() throws IOException {
        assertThat(ask(port, post("/accounts", "application/json", ADA)).status())
                .isEqualTo(201);
        assertThat(ask(port, post("/accounts", "application/json", ADA)).status())
                .isEqualTo(429);

        RawAnswer exported = ask(managementPort, request("GET", "/actuator/prometheus", LOGIN));

        assertThat(exported.status()).isEqualTo(200);
        assertThat(WatchedMetrics.missingIn(exported.body()))
                .allMatch(name -> name.startsWith("mail_")
                        || name.startsWith("dead_letters_")
                        || name.startsWith("kafka_consumer_"));
        assertThat(exported.body())
                .contains("http_server_requests_seconds_bucket{", "uri=\"/accounts\"")
                .doesNotContain("ada@example.com");
    }
}
