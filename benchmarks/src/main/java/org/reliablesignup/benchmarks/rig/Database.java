package org.reliablesignup.benchmarks.rig;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** One database of a {@link Postgres}. Thread-safe. */
public record Database(int port, String name) {

    static final String USER = "benchmark";

    /** Nobody asks for it, but the services insist on one. */
    private static final String PASSWORD = "any";

    public String url() {
        return "jdbc:postgresql://localhost:%d/%s".formatted(port, name);
    }

    /** For a service that is to use it. */
    public Map<String, String> properties() {
        return Map.of(
                "spring.datasource.url",
                url(),
                "spring.datasource.username",
                USER,
                "spring.datasource.password",
                PASSWORD);
    }

    /** Makes the tables of the migrations that lie there on the class path. */
    public void migrate(String location) {
        Flyway.configure()
                .dataSource(dataSource())
                .locations("classpath:" + location)
                .load()
                .migrate();
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), USER, PASSWORD);
    }

    /** Makes a connection each time. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        source.setUser(USER);
        source.setPassword(PASSWORD);
        return source;
    }

    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public long number(String sql) {
        return Long.parseLong(text(sql));
    }

    /** The first column of the first row. */
    String text(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
