package org.reliablesignup.benchmarks.micro;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.reliablesignup.benchmarks.rig.Database;
import org.reliablesignup.benchmarks.rig.Postgres;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A PostgreSQL with the tables of email-service, whose commits are on the disk when they return. */
public final class MicroDatabase implements AutoCloseable {

    private final Postgres postgres = Postgres.start();
    private final HikariDataSource dataSource;

    /** Creates it. */
    public MicroDatabase() {
        Database database = postgres.create("micro");
        database.migrate("db/migration/email");
        dataSource = dataSource(database);
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
        postgres.close();
    }

    private static HikariDataSource dataSource(Database database) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(2);
        return new HikariDataSource(config);
    }
}
