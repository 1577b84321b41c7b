package org.reliablesignup.emailservice.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.reliablesignup.emailservice.delivery.Jobs.anOrder;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reliablesignup.emailservice.delivery.DeliverySettings.WhenInDoubt;
import org.reliablesignup.emailservice.smtp.Channel;
import org.reliablesignup.emailservice.smtp.SendResult;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.TestDatabase;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Timeout(60)
class DeliveryWorkerTest {

    private static final SendResult TAKEN = new SendResult.Accepted("250 taken");

    private final TestDatabase database = TestDatabase.create(Database.H2);
    private final HikariDataSource source = new HikariDataSource();
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final MailJobs jobs;
    private final Breaker breaker =
            new Breaker(Jobs.settings(WhenInDoubt.RESEND, Duration.ofMillis(10), Duration.ofSeconds(20)));
    private final MailOrder order = anOrder();

    private MailComposer composer = mail -> new ComposedMail("Ada", "Hello", "text", "<p>html</p>", "en");

    DeliveryWorkerTest() {
        source.setJdbcUrl(database.url());
        source.setUsername(database.username());
        source.setPassword(database.password());
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration/email")
                .load()
                .migrate();
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        jdbc = JdbcClient.create(source);
        jobs = Jobs.jobs(source, transaction, mails -> {}, WhenInDoubt.RESEND);
        transaction.executeWithoutResult(status -> jobs.insert(List.of(order)));
    }

    @AfterEach
    void drop() {
        source.close();
        database.close();
    }

    @Test
    void whatWeCannotWriteWaitsAndIsSentOnceWeCan() {
        MailComposer working = composer;
        composer = mail -> {
            throw new IllegalStateException("the template is missing");
        };

        deliver(TAKEN, jobs);

        assertThat(column("state")).isEqualTo("RETRY");
        assertThat(column("last_reply")).isEqualTo("cannot be written: IllegalStateException");
        composer = working;
        jdbc.sql("update mail_job set due_at = current_timestamp").update();
        deliver(TAKEN, jobs);
        assertThat(column("state")).isEqualTo("SENT");
    }

    @Test
    void anErrorInATemplateIsKeptLikeAnyOtherFailureToWrite() {
        composer = mail -> {
            throw new StackOverflowError();
        };

        deliver(TAKEN, jobs);

        assertThat(column("state")).isEqualTo("RETRY");
    }

    @Test
    void whatCanNeverBeRecordedHoldsNoWorkerForEver() {
        MailJobs failing = Jobs.jobs(
                source,
                transaction,
                mails -> {
                    throw new IllegalStateException("no mail of that kind");
                },
                WhenInDoubt.RESEND);

        deliver(TAKEN, failing);

        assertThat(column("state")).isEqualTo("UNKNOWN");
        assertThat(jobs.claim(1, Set.of(), true, Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    void whatTheServerTookIsRecordedOnceTheDatabaseIsBack() {
        AtomicInteger tries = new AtomicInteger();
        MailJobs away = Jobs.jobs(
                source,
                transaction,
                mails -> {
                    if (tries.incrementAndGet() < 4) {
                        throw new TransientDataAccessResourceException("away");
                    }
                },
                WhenInDoubt.RESEND);

        deliver(TAKEN, away);

        assertThat(tries).hasValue(4);
        assertThat(column("state")).isEqualTo("SENT");
    }

    @Test
    void aChannelThatFailsKeepsNoPermit() {
        awaitTheOneThatMayTry();

        assertThatThrownBy(() -> deliver(
                        (mail, mayFinish) -> {
                            throw new IllegalStateException("a fault of ours");
                        },
                        jobs))
                .hasMessage("a fault of ours");

        assertThat(breaker.permits(2)).isEqualTo(1);
        assertThat(column("state")).isEqualTo("SENDING");
    }

    @Test
    void whatCannotBePutOnTheWireTellsNothingOfTheServer() {
        awaitTheOneThatMayTry();

        deliver(new SendResult.Unsendable("not an address"), jobs);

        assertThat(breaker.isClosed()).isFalse();
        assertThat(breaker.permits(2)).isEqualTo(1);
        assertThat(column("state")).isEqualTo("REJECTED");
    }

    /** After an outage; its permit is taken. */
    private void awaitTheOneThatMayTry() {
        for (int i = 0; i < Jobs.settings(WhenInDoubt.RESEND).outageAfter(); i++) {
            breaker.report(new SendResult.NobodyNow("connection refused", false));
        }
        await().until(() -> breaker.permits(1) == 1);
    }

    private void deliver(SendResult result, MailJobs recording) {
        deliver((mail, mayFinish) -> result, recording);
    }

    private void deliver(Channel channel, MailJobs recording) {
        DeliveryWorker worker = new DeliveryWorker(
                mail -> composer.compose(mail),
                channel,
                Jobs.policy(WhenInDoubt.RESEND),
                recording,
                new Recorder(recording),
                breaker,
                new DeliveryTracing(Tracer.NOOP, Propagator.NOOP),
                Jobs.metrics());
        Duration lease = Duration.ofMinutes(1);
        MailJob job = jobs.claim(1, Set.of(), true, lease).getFirst();
        worker.deliver(new Lease(job, Lease.Moment.now(), lease));
    }

    private String column(String name) {
        return jdbc.sql("select " + name + " from mail_job where id = ?")
                .param(order.id())
                .query((row, number) -> row.getString(1))
                .single();
    }
}
