package org.reliablesignup.accountservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reliablesignup.accountservice.Http.Answer;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.TestDatabase;

/** The service as a process of its own, killed without a warning. */
class KilledIT {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void stillKnowsAnAccountThatItAnswered201() throws Exception {
        int port = freePort();
        Process service = start(port, freePort());
        UUID id;
        try (Http http = new Http(port)) {
            awaitUp(http);
            Answer created = http.post("{\"ownerName\":\"Ada\",\"email\":\"ada@example.com\"}");
            service.destroyForcibly();
            assertThat(created.status()).isEqualTo(201);
            id = UUID.fromString(created.text("id"));
        } finally {
            service.destroyForcibly().waitFor();
        }

        assertThat(count("select count(*) from account where id = ?", id)).isOne();
        assertThat(count("select count(*) from outbox where record_key = ?", id.toString()))
                .isOne();
    }

    @Test
    void keepsAnAccountWholeWhoseErasureWasNotCommitted() throws Exception {
        try (TestDatabase database = TestDatabase.create(Database.POSTGRESQL)) {
            int managementPort = freePort();
            int port = freePort();
            Process service = start(
                    port,
                    managementPort,
                    "--operator.password=secret",
                    "--spring.datasource.url=" + database.url(),
                    "--spring.datasource.username=" + database.username(),
                    "--spring.datasource.password=" + database.password());
            try (Http http = new Http(port);
                    Http management = new Http(managementPort);
                    Connection other = connect(database);
                    Connection looking = connect(database)) {
                awaitUp(http);
                // The management port is the last to open.
                await().atMost(Duration.ofSeconds(100))
                        .ignoreExceptions()
                        .until(() -> management.get("/actuator/health").status() == 200);
                Answer created =
                        http.post("{\"ownerName\":\"Ada\",\"email\":\"ada@example.com\"}", "Idempotency-Key", "key");
                assertThat(created.status()).isEqualTo(201);
                // The erasure comes to the kept answer last.
                other.setAutoCommit(false);
                assertThat(count(other, "select 1 from idempotency_key for update"))
                        .isOne();
                CompletableFuture<Answer> answer =
                        CompletableFuture.supplyAsync(() -> erase(management, created.text("id")));
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> count(
                                        looking,
                                        "select count(*) from pg_stat_activity"
                                                + " where datname = current_database() and wait_event_type = 'Lock'")
                                > 0);
                service.destroyForcibly().waitFor();
                assertThat(answer).failsWithin(Duration.ofSeconds(30));
                other.rollback();

                assertThat(count(looking, "select count(*) from account")).isOne();
                assertThat(count(looking, "select count(*) from idempotency_key where location is not null"))
                        .isOne();
                assertThat(count(looking, "select count(*) from outbox")).isOne();
            } finally {
                service.destroyForcibly().waitFor();
            }
        }
    }

    private static Answer erase(Http management, String account) {
        String login = Base64.getEncoder().encodeToString("operator:secret".getBytes(UTF_8));
        return management.send(
                management.to("/actuator/accounts/" + account).DELETE(), "Authorization", "Basic " + login);
    }

    private static Connection connect(TestDatabase database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.username(), database.password());
    }

    private static int count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getInt(1);
        }
    }

    private static void awaitUp(Http http) {
        await().atMost(Duration.ofSeconds(100))
                .ignoreExceptions()
                .until(() -> http.get("/accounts/nobody").status() == 404);
    }

    private Process start(int port, int managementPort, String... settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AccountServiceApplication.class.getName(),
                "--server.port=" + port,
                "--management.server.port=" + managementPort,
                "--spring.kafka.bootstrap-servers=localhost:1"));
        command.addAll(List.of(settings));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Files.createFile(folder.resolve("log")).toFile())
                .start();
    }

    private int count(String sql, Object id) throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("data/account-service")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
