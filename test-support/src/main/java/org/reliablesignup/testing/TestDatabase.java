package org.reliablesignup.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.reliablesignup.testing.RealParts.Database;
import org.springframework.util.FileSystemUtils;

/** An empty database of its own. Not thread-safe. */
public abstract class TestDatabase implements AutoCloseable {

    /** The options that the services set in their default H2 URL, so that tests run on the same H2. */
    private static final String H2_OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

    private final String url;
    private final String username;
    private final String password;

    TestDatabase(String url, String username, String password) {
        this.url = url;
        this.username = username;
        this.password = password;
    }

    /** A new one of that kind; H2 in a file, PostgreSQL in a server that the JVM's tests share. */
    public static TestDatabase create(Database kind) {
        return switch (kind) {
            case H2 -> h2();
            case POSTGRESQL -> PostgresServer.shared().createDatabase();
        };
    }

    /** Its JDBC URL. */
    public String url() {
        return url;
    }

    /** Who may use it. */
    public String username() {
        return username;
    }

    /** And by which password. */
    public String password() {
        return password;
    }

    /** The Spring datasource properties that lead to it. */
    public Map<String, String> properties() {
        return Map.of(
                "spring.datasource.url", url,
                "spring.datasource.username", username,
                "spring.datasource.password", password);
    }

    /** Removes it, with all that is in it. */
    @Override
    public abstract void close();

    private static TestDatabase h2() {
        Path folder;
        try {
            folder = Files.createTempDirectory("h2-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestDatabase("jdbc:h2:file:" + folder.resolve("test") + H2_OPTIONS, "sa", "") {
            @Override
            public void close() {
                try {
                    FileSystemUtils.deleteRecursively(folder);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
