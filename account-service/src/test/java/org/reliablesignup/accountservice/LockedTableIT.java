package org.reliablesignup.accountservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.reliablesignup.accountservice.Http.Answer;
import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Somebody else, a migration or a person, holds a table; PostgreSQL alone would wait as long as they do. */
@RealParts(value = Database.POSTGRESQL, broker = false)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "limits.per-client=1000/1m", "limits.per-address=1000/1m"})
class LockedTableIT {

    private static final String ADA = "{\"ownerName\":\"Ada\",\"email\":\"ada@example.com\"}";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager manager;

    @Test
    void answers503InsteadOfWaitingForALock() {
        try (Http http = new Http(port)) {
            Answer created = http.post(ADA);
            String path = created.header("Location");
            whileLocked("account", () -> assertUnavailableSoon(() -> http.post(ADA)));
            whileLocked("limit_bucket", () -> assertUnavailableSoon(() -> http.post(ADA)));
            whileLocked("outbox", () -> assertUnavailableSoon(() -> http.post(ADA)));
            whileLocked("account", () -> assertUnavailableSoon(() -> http.get(path)));
            whileLocked("confirmation_mail", () -> assertUnavailableSoon(() -> http.get(path)));

            assertThat(http.get(path).status()).isEqualTo(200);
            assertThat(jdbc.sql("select count(*) from account")
                            .query(Integer.class)
                            .single())
                    .isOne();
            assertThat(http.post(ADA).status()).isEqualTo(201);
        }
    }

    private void whileLocked(String table, Runnable work) {
        TransactionTemplate patient = new TransactionTemplate(manager);
        patient.setTimeout(60);
        patient.executeWithoutResult(status -> {
            jdbc.sql("lock table " + table + " in access exclusive mode").update();
            work.run();
        });
    }

    private static void assertUnavailableSoon(Supplier<Answer> request) {
        long start = System.nanoTime();
        Answer answer = request.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(503);
        assertThat(answer.text("type")).isEqualTo("urn:problem-type:signup:temporarily-unavailable");
    }
}
