package org.reliablesignup.accountservice.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
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
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

abstract class PurgeContract {

    private static final Instant NOW = Instant.parse("2030-01-31T00:00:00Z");
    private static final Duration KEPT = Duration.ofDays(30);

    private final TestDatabase database;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Purge purge;

    PurgeContract(Database kind) {
        database = TestDatabase.create(kind);
        DriverManagerDataSource source =
                new DriverManagerDataSource(database.url(), database.username(), database.password());
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration/account")
                .load()
                .migrate();
        jdbc = JdbcClient.create(source);
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        purge = new Purge(
                jdbc,
                transaction,
                Clock.fixed(NOW, ZoneOffset.UTC),
                new RetentionSettings(KEPT, Duration.ofMinutes(10), 10));
    }

    @BeforeEach
    void fill() {
        for (int i = 0; i < 35; i++) {
            anAccount("PENDING_CONFIRMATION", NOW.minus(KEPT).minusSeconds(1 + i));
        }
        anAccount("PENDING_CONFIRMATION", NOW.minus(KEPT).plusSeconds(1));
        anAccount("ACTIVE", NOW.minus(KEPT).minusSeconds(1));
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void deletesAllThatWaitedTooLongBatchByBatchAndNothingElse() {
        assertThat(purge.run()).isEqualTo(35);
        assertThat(jdbc.sql("select status from account").query(String.class).list())
                .containsExactlyInAnyOrder("PENDING_CONFIRMATION", "ACTIVE");
    }

    @Test
    void forgetsTheMailsOfAccountsThatAreGone() {
        purge.run();

        assertThat(jdbc.sql("select count(*) from confirmation_mail")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void forgetsWhatWasHeardTooLateHoweverYoung() {
        jdbc.sql("insert into confirmation_mail (account_id, mail_id, status, since) values (?, ?, 'SENT', ?)")
                .params(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        NOW.minusSeconds(1).atOffset(ZoneOffset.UTC))
                .update();

        purge.run();

        assertThat(jdbc.sql("select count(*) from confirmation_mail")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void forgetsWhatHasExpiredBatchByBatchAndNothingElse() {
        for (String table : List.of("idempotency_key", "limit_bucket")) {
            for (int i = 0; i < 25; i++) {
                expiring(table, "expired-" + i, NOW.minusSeconds(1 + i));
            }
            expiring(table, "kept", NOW.plusSeconds(1));
        }

        purge.run();

        for (String table : List.of("idempotency_key", "limit_bucket")) {
            assertThat(jdbc.sql("select key_hash from " + table)
                            .query(String.class)
                            .list())
                    .containsExactly("kept");
        }
    }

    @Test
    void keepsAnAccountWhoseEventIsNotYetPublished() {
        UUID unpublished = jdbc.sql("select id from account order by created_at limit 1")
                .query(UUID.class)
                .single();
        jdbc.sql("insert into outbox (event_id, topic, record_key, headers, data) values (?, 't', ?, '{}', ?)")
                .params(UUID.randomUUID(), unpublished.toString(), new byte[] {'{', '}'})
                .update();

        assertThat(purge.run()).isEqualTo(34);
        assertThat(jdbc.sql("select count(*) from account where id = ?")
                        .param(unpublished)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void keepsAnAccountWhoseOwnerHasAskedForAnotherMailSince() {
        UUID asked = jdbc.sql("select id from account order by created_at limit 1")
                .query(UUID.class)
                .single();
        jdbc.sql("update confirmation_mail set status = 'QUEUED', since = ? where account_id = ?")
                .params(NOW.minus(KEPT).plusSeconds(1).atOffset(ZoneOffset.UTC), asked)
                .update();

        assertThat(purge.run()).isEqualTo(34);
        assertThat(jdbc.sql("select count(*) from account where id = ?")
                        .param(asked)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void passesOverRowsThatSomebodyHasLockedAndDoesNotWait() {
        transaction.executeWithoutResult(held -> {
            // One by one, because H2 locks what it reads before it cuts the result at a limit.
            jdbc.sql("select id from account order by created_at limit 5")
                    .query(UUID.class)
                    .list()
                    .forEach(id -> jdbc.sql("select id from account where id = ? for update")
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

    private void expiring(String table, String key, Instant expiresAt) {
        jdbc.sql("insert into " + table + " (key_hash, expires_at) values (?, ?)")
                .params(key, expiresAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    private void anAccount(String status, Instant createdAt) {
        UUID id = UUID.randomUUID();
        jdbc.sql("insert into account (id, owner_name, email, locale, status, created_at) values (?, ?, ?, ?, ?, ?)")
                .params(id, "Ada", "ada@example.com", "en", status, createdAt.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("insert into confirmation_mail (account_id, mail_id, status, since) values (?, ?, ?, ?)")
                .params(id, UUID.randomUUID(), "SENT", createdAt.atOffset(ZoneOffset.UTC))
                .update();
    }
}
