package org.reliablesignup.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.TestDatabase;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What PostgreSQL knows of a table that is filled and emptied all the time is wrong most of it. */
class OutboxTablePlanIT {

    /** The driver prepares a statement on the server the fifth time, the server keeps a plan after that. */
    private static final int OFTEN = 20;

    private static final int ROWS = 2_000;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsByTheIndexHoweverManyRowsWereDeletedSinceTheLastVacuum(boolean hasStatistics) throws Exception {
        try (TestDatabase database = TestDatabase.create(Database.POSTGRESQL);
                HikariDataSource dataSource = new HikariDataSource()) {
            Map<String, String> properties = database.properties();
            dataSource.setJdbcUrl(properties.get("spring.datasource.url"));
            dataSource.setUsername(properties.get("spring.datasource.username"));
            dataSource.setPassword(properties.get("spring.datasource.password"));
            dataSource.setMaximumPoolSize(1);
            new ResourceDatabasePopulator(new ClassPathResource("schema.sql", Outbox.class)).execute(dataSource);
            JdbcTemplate jdbc = new JdbcTemplate(dataSource);
            jdbc.execute("alter table outbox set (autovacuum_enabled = off)");
            OutboxTable table = new OutboxTable(jdbc);
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
            if (hasStatistics) {
                insert(table, OFTEN);
                jdbc.execute("analyze outbox");
                transaction.executeWithoutResult(status -> delete(table, OFTEN));
            }
            jdbc.execute("vacuum outbox");
            long before = wholeScans(jdbc);
            for (int rows : IntStream.concat(IntStream.generate(() -> 1).limit(OFTEN), IntStream.of(ROWS, 1))
                    .toArray()) {
                insert(table, rows);
                transaction.executeWithoutResult(status -> delete(table, rows));
            }

            assertThat(wholeScans(jdbc)).isEqualTo(before);
        }
    }

    private static void insert(OutboxTable table, int rows) {
        EventCodec codec = new EventCodec();
        table.insert(Stream.generate(Events::anEvent)
                .limit(rows)
                .map(event -> new OutboxTable.Row(event.eventId(), codec.encode(event), null))
                .toList());
    }

    /** As the relay does. */
    private static void delete(OutboxTable table, int rows) {
        assertThat(table.lock()).isTrue();
        List<OutboxRecord> batch = table.next(2_000);
        assertThat(batch).hasSize(rows);
        table.delete(batch.stream().map(OutboxRecord::id).toList());
    }

    /** How often the table was read from its first page to its last. */
    private static long wholeScans(JdbcTemplate jdbc) {
        jdbc.execute("select pg_stat_force_next_flush()");
        return JdbcClient.create(jdbc)
                .sql("select seq_scan from pg_stat_user_tables where relname = 'outbox'")
                .query(Long.class)
                .single();
    }
}
