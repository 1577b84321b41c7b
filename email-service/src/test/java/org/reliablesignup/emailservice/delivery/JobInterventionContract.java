package org.reliablesignup.emailservice.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reliablesignup.emailservice.delivery.Jobs.anOrder;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reliablesignup.emailservice.delivery.DeliverySettings.WhenInDoubt;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What an operator's decision does to a job, whatever the database. */
abstract class JobInterventionContract {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Attempt REFUSED = new Attempt(Attempt.Result.NEVER, "550 <ada@example.com> no such user");
    private static final Verdict REJECTED = verdict(JobState.REJECTED, false);
    private static final String WORDS = "operator: asked for by the owner";

    private final TestDatabase database;
    private final HikariDataSource source;
    private final List<MailOutcome> told = new ArrayList<>();
    private final TransactionTemplate transaction;
    private final MailJobs jobs;
    private final JobInspection inspection;
    private final JobIntervention intervention;

    private final MailOrder order = anOrder();

    JobInterventionContract(Database kind) {
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
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        MailOutcomes outcomes = mails -> mails.forEach(one -> told.add(one.outcome()));
        jobs = Jobs.jobs(source, transaction, outcomes, WhenInDoubt.HOLD);
        JdbcClient jdbc = JdbcClient.create(source);
        inspection = new JobInspection(jdbc);
        intervention = new JobIntervention(jdbc, transaction, jobs, outcomes, () -> {});
        transaction.executeWithoutResult(status -> jobs.insert(List.of(order)));
    }

    @AfterEach
    void drop() {
        source.close();
        database.close();
    }

    @Test
    void whatWasRejectedIsDueAtOnceWhenRetried() {
        jobs.conclude(claim(), REFUSED, REJECTED);

        assertThat(decide(Decision.RETRY)).isEqualTo(new JobIntervention.Result(true, JobState.RETRY));

        assertThat(claim().mail()).isEqualTo(order);
        assertThat(history()).containsExactly("NEVER", "RETRIED");
        assertThat(job().finishedAt()).isNull();
    }

    @Test
    void whatWaitsIsNeverSentOnceItIsCancelled() {
        assertThat(decide(Decision.CANCEL)).isEqualTo(new JobIntervention.Result(true, JobState.EXPIRED));

        assertThat(jobs.claim(1, Set.of(), true, LEASE)).isEmpty();
        assertThat(told).containsExactly(MailOutcome.EXPIRED);
        assertThat(history()).containsExactly("CANCELLED");
        assertThat(job().lastReply()).isEqualTo(WORDS);
    }

    @Test
    void whatMayHaveArrivedIsUnknownUntilItIsCancelledOnceMore() {
        jobs.conclude(claim(), new Attempt(Attempt.Result.IN_DOUBT, "no reply"), verdict(JobState.RETRY, true));

        assertThat(decide(Decision.CANCEL)).isEqualTo(new JobIntervention.Result(true, JobState.UNKNOWN));
        assertThat(decide(Decision.CANCEL)).isEqualTo(new JobIntervention.Result(true, JobState.EXPIRED));

        assertThat(job().inDoubt()).isTrue();
        assertThat(told).containsExactly(MailOutcome.UNKNOWN, MailOutcome.EXPIRED);
    }

    @Test
    void whatIsHeldBecauseItsWorkerDiedIsSentWhenRetried() {
        jobs.claim(1, Set.of(), true, Duration.ZERO);
        assertThat(jobs.claim(1, Set.of(), true, LEASE)).isEmpty();

        assertThat(decide(Decision.RETRY)).isEqualTo(new JobIntervention.Result(true, JobState.RETRY));
        jobs.conclude(claim(), new Attempt(Attempt.Result.ACCEPTED, "250 ok"), verdict(JobState.SENT, false));

        assertThat(history()).containsExactly("ABANDONED", "RETRIED", "ACCEPTED");
        assertThat(told).containsExactly(MailOutcome.UNKNOWN, MailOutcome.SENT);
    }

    @Test
    void whatIsOnItsWayCannotBeCalledBack() {
        MailJob claimed = claim();

        assertThat(decide(Decision.CANCEL)).isEqualTo(new JobIntervention.Result(false, JobState.SENDING));
        assertThat(decide(Decision.RETRY)).isEqualTo(new JobIntervention.Result(false, JobState.SENDING));

        assertThat(history()).isEmpty();
        assertThat(jobs.conclude(claimed, REFUSED, REJECTED)).isTrue();
    }

    @Test
    void whatWasSentIsNeitherSentAgainNorCancelled() {
        jobs.conclude(claim(), new Attempt(Attempt.Result.ACCEPTED, "250 ok"), verdict(JobState.SENT, false));

        assertThat(decide(Decision.RETRY)).isEqualTo(new JobIntervention.Result(false, JobState.SENT));
        assertThat(decide(Decision.CANCEL)).isEqualTo(new JobIntervention.Result(false, JobState.SENT));
    }

    @Test
    void aWorkerThatWasOvertakenByADecisionCannotOverwriteIt() {
        MailJob old = claim();
        jobs.conclude(old, REFUSED, REJECTED);
        decide(Decision.RETRY);

        assertThat(jobs.conclude(old, REFUSED, REJECTED)).isFalse();
        assertThat(job().state()).isEqualTo(JobState.RETRY);
    }

    @Test
    void nobodyDecidesAboutAMailThatIsNotThere() {
        assertThat(intervention.decide(UUID.randomUUID(), Decision.CANCEL, WORDS))
                .isEmpty();
        assertThat(inspection.find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void showsNoAddressUnmasked() {
        jobs.conclude(claim(), REFUSED, REJECTED);

        assertThat(inspection.list(JobState.REJECTED, "ada@example.com", 10))
                .singleElement()
                .hasToString(job().toString());
        assertThat(inspection.find(order.id()).orElseThrow().toString())
                .contains("a***@example.com", "550 <a***@example.com> no such user")
                .doesNotContain("ada@");
        assertThat(inspection.list(JobState.SENT, null, 10)).isEmpty();
        assertThat(inspection.list(null, "Ada@example.com", 10)).isEmpty();
    }

    private JobIntervention.Result decide(Decision decision) {
        return intervention.decide(order.id(), decision, WORDS).orElseThrow();
    }

    private MailJob claim() {
        return jobs.claim(1, Set.of(), true, LEASE).getFirst();
    }

    private JobSummary job() {
        return inspection.find(order.id()).orElseThrow().job();
    }

    private List<String> history() {
        return inspection.find(order.id()).orElseThrow().history().stream()
                .map(JobHistory.Entry::result)
                .toList();
    }

    private static Verdict verdict(JobState next, boolean inDoubt) {
        return new Verdict(next, Duration.ZERO, true, inDoubt);
    }
}
