package org.reliablesignup.accountservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
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

@RealParts(value = Database.H2, broker = false)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "outbox.poll-interval=1h",
            "limits.per-client=1000/1m",
            "limits.per-address=1000/1m",
            "spring.datasource.hikari.maximum-pool-size=2",
            "spring.datasource.hikari.connection-timeout=300"
        })
class WithoutDatabaseIT {

    private static final String ADA = "{\"ownerName\":\"Ada\",\"email\":\"ada@example.com\"}";

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Autowired
    private HikariDataSource pool;

    @Test
    void answers503AtOnceWhenThePoolIsExhausted() throws SQLException {
        try (Http http = new Http(port)) {
            List<Connection> taken = new ArrayList<>();
            try {
                taken.add(pool.getConnection());
                taken.add(pool.getConnection());
                long start = System.nanoTime();
                assertUnavailable(http.post(ADA));
                assertUnavailable(http.get("/accounts/01890a5d-ac96-774b-bcce-b302099a8057"));
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            } finally {
                for (Connection connection : taken) {
                    connection.close();
                }
            }
            assertThat(http.post(ADA).status()).isEqualTo(201);
        }
    }

    @Test
    void isAliveButNotReadyWhileTheDatabaseIsAway() throws SQLException {
        try (Http management = new Http(managementPort)) {
            assertThat(management.get("/actuator/health/degraded").status()).isEqualTo(200);
            List<Connection> taken = new ArrayList<>();
            try {
                taken.add(pool.getConnection());
                taken.add(pool.getConnection());
                assertThat(management.get("/actuator/health/liveness").status()).isEqualTo(200);
                assertThat(management.get("/actuator/health/readiness").status())
                        .isEqualTo(503);
                assertThat(management.get("/actuator/health").status()).isEqualTo(503);
                assertThat(management.get("/actuator/health/degraded").status()).isEqualTo(503);
            } finally {
                for (Connection connection : taken) {
                    connection.close();
                }
            }
            assertThat(management.get("/actuator/health/readiness").status()).isEqualTo(200);
        }
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("type")).isEqualTo("urn:problem-type:signup:temporarily-unavailable");
    }
}
