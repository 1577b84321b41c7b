package org.reliablesignup.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The PostgreSQL server that all tests of a JVM share, each in a database of its own. Goes with the JVM. */
final class PostgresServer {

    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
    private static final String USER = "postgres";

    private final AtomicInteger databases = new AtomicInteger();
    private final String address;
    private final String password;

    private PostgresServer(String address, String password) {
        this.address = address;
        this.password = password;
    }

    static PostgresServer shared() {
        return Holder.SERVER;
    }

    private static PostgresServer start() {
        if (Containers.wanted()) {
            PostgreSQLContainer container = new PostgreSQLContainer(Containers.image("postgres")).withUsername(USER);
            container.withStartupTimeout(Containers.STARTS_WITHIN);
            container.start();
            log.info("PostgreSQL of the tests: container {}", container.getDockerImageName());
            return new PostgresServer(
                    container.getHost() + ":" + container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                    container.getPassword());
        }
        try {
            EmbeddedPostgres embedded = EmbeddedPostgres.builder().start();
            log.info("PostgreSQL of the tests: embedded, port {}", embedded.getPort());
            return new PostgresServer("localhost:" + embedded.getPort(), USER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestDatabase createDatabase() {
        String name = "test_" + databases.incrementAndGet();
        execute("create database " + name);
        return new TestDatabase(url(name), USER, password) {
            @Override
            public void close() {
                execute("drop database " + name + " with (force)");
            }
        };
    }

    private String url(String database) {
        return "jdbc:postgresql://" + address + "/" + database;
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url("postgres"), USER, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static final class Holder {
        static final PostgresServer SERVER = start();
    }
}
