package org.reliablesignup.emailservice.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;
import static org.reliablesignup.emailservice.delivery.Jobs.anOrder;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reliablesignup.emailservice.delivery.DeliverySettings.WhenInDoubt;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** That nothing is kept or sent for an account that is erased, whatever the database, and whoever hears what when. */
@Timeout(120)
abstract class ErasedAccountsContract {

    private final TestDatabase database;
    private final HikariDataSource source = new HikariDataSource();
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MailJobs jobs;
    private final MailQueue queue;
    private final MailOrder order = anOrder();

    ErasedAccountsContract(Database kind) {
        database = TestDatabase.create(kind);
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
        jobs = Jobs.jobs(source, transaction, mails -> {}, WhenInDoubt.RESEND);
        queue = new MailQueue(jobs, new ErasedAccounts(new JdbcTemplate(source)), () -> {});
    }

    /** Whether the thread waits for a lock in the database. */
    abstract boolean waits(Thread thread, JdbcClient jdbc);

    @AfterEach
    void close() {
        source.close();
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void keepsNoMailWhateverItsState(JobState state) {
        add(order);
        MailJob job = jobs.claim(1, Set.of(), true, Duration.ofMinutes(1)).getFirst();
        jobs.insertAttempt(job.id(), job.fence(), job.claimedAt(), Attempt.ABANDONED);
        jdbc.sql("update mail_job set state = ?").param(state.name()).update();
        MailOrder other = anOrder();
        add(other);

        erase(order);

        assertThat(mails()).containsExactly(other.id());
        assertThat(count("mail_attempt")).isZero();
    }

    @Test
    void ordersNoMailForAnErasedAccount() {
        erase(order);
        MailOrder other = anOrder();

        transaction.executeWithoutResult(status -> queue.add(List.of(order, other)));

        assertThat(mails()).containsExactly(other.id());
    }

    @Test
    void ordersNoMailThatIsHeardOfTogetherWithTheErasure() {
        hear(order);

        assertThat(mails()).isEmpty();
    }

    @Test
    void erasedTwiceIsErased() {
        add(order);
        erase(order);
        erase(order);

        assertThat(mails()).isEmpty();
        assertThat(count("erased_account")).isOne();
    }

    @Test
    void erasesNothingInATransactionThatIsRolledBack() {
        add(order);

        transaction.executeWithoutResult(status -> {
            queue.erase(List.of(order.accountId()));
            status.setRollbackOnly();
        });

        assertThat(mails()).containsExactly(order.id());
        assertThat(count("erased_account")).isZero();
    }

    @Test
    void refusesToEraseWithoutATransactionBeforeAnythingIsErased() {
        add(order);

        assertThatIllegalStateException().isThrownBy(() -> queue.erase(List.of(order.accountId())));

        assertThat(mails()).containsExactly(order.id());
        assertThat(count("erased_account")).isZero();
    }

    @Test
    void whatIsOnItsWayCanNeitherBeProlongedNorRecorded() {
        add(order);
        MailJob job = jobs.claim(1, Set.of(), true, Duration.ofMinutes(1)).getFirst();

        erase(order);

        Lease lease = new Lease(job, Lease.Moment.now(), Duration.ofMinutes(1));
        assertThat(jobs.renew(List.of(lease), Duration.ofMinutes(1))).containsExactly(false);
        Verdict sent = new Verdict(JobState.SENT, Duration.ZERO, true, false);
        assertThat(jobs.conclude(job, new Attempt(Attempt.Result.ACCEPTED, "250 ok"), sent))
                .isFalse();
        assertThat(jobs.exists(job.id())).isFalse();
        assertThat(count("mail_attempt")).isZero();
    }

    /** The one has lost the partition without knowing it, the other hears the same and that the account is erased. */
    @Test
    void noMailSlipsInWhoseOrderIsNotCommittedYet() {
        CompletableFuture<Void> other = new CompletableFuture<>();
        transaction.executeWithoutResult(status -> {
            queue.add(List.of(order));
            startAndAwaitItsEndOrWait(() -> hear(order), other);
        });

        other.orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(mails()).isEmpty();
    }

    @Test
    void noMailSlipsInWhileTheErasureIsNotCommittedYet() {
        CompletableFuture<Void> other = new CompletableFuture<>();
        transaction.executeWithoutResult(status -> {
            queue.add(List.of(order));
            queue.erase(List.of(order.accountId()));
            startAndAwaitItsEndOrWait(() -> add(order), other);
        });

        other.orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(mails()).isEmpty();
    }

    @Test
    void noMailSlipsInWhileTheErasureOfAnOlderOneIsNotCommittedYet() {
        add(order);
        CompletableFuture<Void> other = new CompletableFuture<>();
        transaction.executeWithoutResult(status -> {
            queue.erase(List.of(order.accountId()));
            startAndAwaitItsEndOrWait(() -> add(order), other);
        });

        other.orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(mails()).isEmpty();
    }

    private void startAndAwaitItsEndOrWait(Runnable work, CompletableFuture<Void> end) {
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                work.run();
                end.complete(null);
            } catch (RuntimeException | Error e) {
                end.completeExceptionally(e);
            }
        });
        await().until(() -> end.isDone() || waits(thread, jdbc));
    }

    private void hear(MailOrder created) {
        transaction.executeWithoutResult(status -> {
            queue.add(List.of(created));
            queue.erase(List.of(created.accountId()));
        });
    }

    private void add(MailOrder mail) {
        transaction.executeWithoutResult(status -> queue.add(List.of(mail)));
    }

    private void erase(MailOrder mail) {
        transaction.executeWithoutResult(status -> queue.erase(List.of(mail.accountId())));
    }

    private List<UUID> mails() {
        return jdbc.sql("select id from mail_job")
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }
}
