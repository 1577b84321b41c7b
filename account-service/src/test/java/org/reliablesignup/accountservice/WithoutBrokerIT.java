package org.reliablesignup.accountservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reliablesignup.accountservice.Http.Answer;
import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@RealParts(value = Database.POSTGRESQL, broker = false)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "outbox.degraded-after=1ms"})
class WithoutBrokerIT {

    private static final int SIGN_UPS = 200;

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void signsUpAsFastAsEverAndIsReady() {
        int before = waiting();
        List<Duration> times = new ArrayList<>();
        try (Http http = new Http(port)) {
            for (int i = 0; i < SIGN_UPS; i++) {
                long start = System.nanoTime();
                assertThat(http.post("{\"ownerName\":\"Ada\",\"email\":\"ada@example.com\"}")
                                .status())
                        .isEqualTo(201);
                times.add(Duration.ofNanos(System.nanoTime() - start));
            }
        }
        Collections.sort(times);
        // Any wait for the broker would take seconds each time.
        assertThat(times.get(SIGN_UPS / 2)).isLessThan(Duration.ofSeconds(1));
        assertThat(waiting() - before).isEqualTo(SIGN_UPS);
        try (Http management = new Http(managementPort)) {
            assertThat(management.get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(management.get("/actuator/health/readiness").status()).isEqualTo(200);
            Answer all = management.get("/actuator/health");
            assertThat(all.status()).isEqualTo(200);
            assertThat(all.text("status")).isEqualTo("DEGRADED");
            Answer degraded = management.get("/actuator/health/degraded");
            assertThat(degraded.status()).isEqualTo(503);
            assertThat(degraded.text("status")).isEqualTo("DEGRADED");
        }
    }

    /** Other tests may share this database. */
    private int waiting() {
        return jdbc.sql("select count(*) from outbox").query(Integer.class).single();
    }
}
