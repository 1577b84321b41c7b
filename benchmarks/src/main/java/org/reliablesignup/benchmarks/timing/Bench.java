package org.reliablesignup.benchmarks.timing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reliablesignup.benchmarks.timing.Address.Kind;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.TestDatabase;
import org.reliablesignup.testing.process.Service;

/**
 * A real account-service on a real PostgreSQL, without the limit per client. There is no broker, and the relay asks for
 * none: what it did beside the sign-ups would be noise that hides differences.
 */
final class Bench implements AutoCloseable {

    /** "these 32 bytes are for tests only" */
    private static final String CONFIRMATION_KEY = "dGhlc2UgMzIgYnl0ZXMgYXJlIGZvciB0ZXN0cyBvbmx5";

    private final TestDatabase database = TestDatabase.create(Database.POSTGRESQL);
    private final Service service;

    /** Returns when the service is ready. */
    Bench(Path folder) throws IOException {
        Map<String, String> properties = new HashMap<>(database.properties());
        properties.put("spring.kafka.bootstrap-servers", "localhost:1");
        properties.put("outbox.poll-interval", "1h");
        properties.put("outbox.max-back-off", "1h");
        properties.put("limits.per-client", "none");
        properties.put("server.tomcat.max-keep-alive-requests", "-1");
        properties.put("confirmation.keys.test", CONFIRMATION_KEY);
        service = new Service(Service.Kind.ACCOUNT, 1, Files.createDirectories(folder), properties);
        // As it runs everywhere else; a process of the tests stops at the first compiler.
        service.start("-XX:TieredStopAtLevel=4", "-Xmx512m").awaitReady();
    }

    int port() {
        return service.uri("/").getPort();
    }

    /** Stores an active account for each of them, as if it had been confirmed long ago. */
    void confirm(List<Address> addresses) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into account
                        (id, owner_name, email, locale, status, created_at, confirmed_at, confirmed_address)
                        values (gen_random_uuid(), 'Grace Hopper', ?, 'en', 'ACTIVE', now(), now(), ?)""")) {
            for (Address address : addresses) {
                insert.setString(1, address.value());
                insert.setString(2, address.value());
                insert.addBatch();
            }
            insert.executeBatch();
            connection.createStatement().execute("vacuum analyze account");
        }
    }

    /** How many sign-ups there were with an address of that kind, by what the service published of them. */
    long signUps(Kind kind) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement count = connection.prepareStatement(
                        "select count(*) from outbox where convert_from(data, 'UTF8') like ?")) {
            count.setString(1, "%\"addressTaken\":" + (kind == Kind.CONFIRMED) + "%");
            try (ResultSet result = count.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.username(), database.password());
    }

    @Override
    public void close() {
        service.process().kill();
        database.close();
    }
}
