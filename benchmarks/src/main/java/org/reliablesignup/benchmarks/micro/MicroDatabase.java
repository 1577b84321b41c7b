package org.reliablesignup.benchmarks.micro;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A PostgreSQL with the tables of email-service, whose commits are on the disk when they return. */
public final class MicroDatabase implements AutoCloseable {

    private final TestDatabase database = TestDatabase.create(Database.POSTGRESQL);
    private final HikariDataSource dataSource = dataSource(database);

    /** Creates it. */
    public MicroDatabase() {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration/email")
                .load()
                .migrate();
    }

    public JdbcTemplate jdbc() {
        return new JdbcTemplate(dataSource);
    }

    public TransactionTemplate transaction() {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    @Override
    public void close() {
        dataSource.close();
        database.close();
    }

    private static HikariDataSource dataSource(TestDatabase database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setMaximumPoolSize(2);
        // The embedded server of the tests has it off.
        config.setConnectionInitSql("set synchronous_commit = on");
        return new HikariDataSource(config);
    }
}
