package org.reliablesignup.accountservice;

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
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reliablesignup.accountservice.Http.Answer;

/** The service as a process of its own, killed without a warning right after a 201. */
class KilledIT {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void stillKnowsAnAccountThatItAnswered201() throws Exception {
        int port = freePort();
        Process service = start(port);
        UUID id;
        try (Http http = new Http(port)) {
            await().atMost(Duration.ofSeconds(100))
                    .ignoreExceptions()
                    .until(() -> http.get("/accounts/nobody").status() == 404);
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

    private Process start(int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AccountServiceApplication.class.getName(),
                        "--server.port=" + port,
                        "--management.server.port=" + freePort(),
                        "--spring.kafka.bootstrap-servers=localhost:1")
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
