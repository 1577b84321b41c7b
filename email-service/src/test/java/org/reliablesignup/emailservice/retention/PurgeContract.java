package org.reliablesignup.emailservice.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

abstract class PurgeContract {

    private static final Duration KEPT = Duration.ofDays(30);

    private final TestDatabase database;
    private final HikariDataSource source;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Purge purge;

    PurgeContract(Database kind) {
        database = TestDatabase.create(kind);
        source = new HikariDataSource();
        source.setJdbcUrl(database.url());
        source.setUsername(database.username());
        source.setPassword(database.password());
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration/email")
                .load()
                .migrate();
        jdbc = JdbcClient.create(source);
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        purge = new Purge(jdbc, transaction, new RetentionSettings(KEPT, Duration.ofMinutes(10), 10));
    }

    @BeforeEach
    void fill() {
        String[] finished = {"SENT", "REJECTED", "EXPIRED", "UNKNOWN"};
        for (int i = 0; i < 35; i++) {
            aJob(finished[i % finished.length], KEPT.plusMinutes(1 + i));
        }
        aJob("SENT", KEPT.minusMinutes(1));
        aJob("RETRY", KEPT.plusDays(1));
        jdbc.sql("update mail_job set finished_at = null where state = 'RETRY'").update();
    }

    @AfterEach
    void drop() {
        source.close();
        database.close();
    }

    @Test
    void deletesAllThatAreFinishedForLongBatchByBatchAndNothingElse() {
        assertThat(purge.run()).isEqualTo(35);
        assertThat(jdbc.sql("select state from mail_job").query(String.class).list())
                .containsExactlyInAnyOrder("SENT", "RETRY");
    }

    @Test
    void deletesTheAttemptsWithTheirJobs() {
        purge.run();

        assertThat(jdbc.sql("select count(*) from mail_attempt")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void forgetsAccountsThatWereErasedLongAgoBatchByBatchAndNothingElse() {
        for (int i = 0; i < 25; i++) {
            erasedBefore(KEPT.plusMinutes(1 + i));
        }
        UUID kept = erasedBefore(KEPT.minusMinutes(1));

        purge.run();

        assertThat(jdbc.sql("select account_id from erased_account")
                        .query(UUID.class)
                        .list())
                .containsExactly(kept);
    }

    @Test
    void passesOverRowsThatSomebodyHasLockedAndDoesNotWait() {
        transaction.executeWithoutResult(held -> {
            // One by one, because H2 locks what it reads before it cuts the result at a limit.
            jdbc.sql("select id from mail_job order by finished_at limit 5")
                    .query(UUID.class)
                    .list()
                    .forEach(id -> jdbc.sql("select id from mail_job where id = ? for update")
                            .param(id)
                            .query(UUID.class)
                            .single());
            assertThat(elsewhere(purge::run)).isEqualTo(30);
        });
        assertThat(purge.run()).isEqualTo(5);
    }

    /** On another connection. */
    private static int elsewhere(Supplier<Integer> work) {
        return CompletableFuture.supplyAsync(work)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private UUID erasedBefore(Duration time) {
        UUID account = UUID.randomUUID();
        jdbc.sql("""
                insert into erased_account (account_id, erased_at)
                values (?, current_timestamp - cast(? as double precision) * interval '1' second)""").params(account, (double) time.toSeconds()).update();
        return account;
    }

    private void aJob(String state, Duration finishedBefore) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                insert into mail_job (id, account_id, kind, recipient, owner_name, locale, event_at, state, finished_at)
                values (?, ?, 'confirmation', 'ada@example.com', 'Ada', 'en', current_timestamp, ?,
                    current_timestamp - cast(? as double precision) * interval '1' second)""")
                .params(id, UUID.randomUUID(), state, (double) finishedBefore.toSeconds())
                .update();
        jdbc.sql("""
                insert into mail_attempt (job_id, fence, started_at, ended_at, result, words)
                values (?, 1, current_timestamp, current_timestamp, 'ACCEPTED', '250 ok')""").param(id).update();
    }
}
