package org.reliablesignup.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.TestDatabase;

/**
 * A database of a service. PostgreSQL has a link that only the service uses, so that the ledgers can be read whatever the
 * weather. H2 lives in the service's own process: read it only while that runs, or it would live in this one.
 */
final class Store implements AutoCloseable {

    private final TestDatabase database;
    private final @Nullable FaultyLink link;

    Store(Database kind) {
        this.database = TestDatabase.create(kind);
        this.link = kind == Database.POSTGRESQL
                ? FaultyLink.to(Integer.parseInt(database.url().replaceAll(".*:(\\d+)/.*", "$1")))
                : null;
    }

    /** @throws IllegalStateException on H2, to which no link leads */
    FaultyLink link() {
        if (link == null) {
            throw new IllegalStateException("no link leads to H2");
        }
        return link;
    }

    /** What a service must be told to use it. */
    Map<String, String> properties() {
        return Map.of(
                "spring.datasource.url",
                link == null ? url() : url().replaceAll(":\\d+/", ":" + link.port() + "/"),
                "spring.datasource.username",
                database.username(),
                "spring.datasource.password",
                database.password());
    }

    /** H2 lets others in; it can only do so where it may close when its process ends, which a killed one never does. */
    private String url() {
        return database.url().replace("DB_CLOSE_ON_EXIT=FALSE", "AUTO_SERVER=TRUE");
    }

    /** The first column of all rows, as text. */
    Set<String> texts(String sql, String... arguments) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            Set<String> texts = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    long count(String sql, String... arguments) {
        return Long.parseLong(texts(sql, arguments).iterator().next());
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Of everybody but the caller. */
    void dropConnections() {
        execute("""
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()""");
    }

    /** A connection past the link, that may write even where others may not. */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.username());
        properties.setProperty("password", database.password());
        if (link != null) {
            properties.setProperty("options", "-c default_transaction_read_only=off");
        }
        return DriverManager.getConnection(url(), properties);
    }

    @Override
    public void close() {
        if (link != null) {
            link.close();
        }
        database.close();
    }
}
