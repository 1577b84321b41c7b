package org.reliablesignup.emailservice.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The mail jobs in the database; the same statements on H2 and PostgreSQL, and always the database's clock. */
final class MailJobs {

    private static final String AFTER = "current_timestamp + cast(? as double precision) * interval '1' second";
    private static final String RAN_OUT = " and due_at <= current_timestamp";
    private static final Logger log = LoggerFactory.getLogger(MailJobs.class);

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MailOutcomes outcomes;
    private final DeliveryPolicy policy;
    private final DeliveryMetrics metrics;
    private final String owner;

    /** @param owner names this process in what it claims */
    MailJobs(
            JdbcTemplate template,
            TransactionTemplate transaction,
            MailOutcomes outcomes,
            DeliveryPolicy policy,
            DeliveryMetrics metrics,
            String owner) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.transaction = transaction;
        this.outcomes = outcomes;
        this.policy = policy;
        this.metrics = metrics;
        this.owner = owner;
    }

    /** In the caller's transaction; leaves alone what is there already, and returns the rest. */
    List<MailOrder> insert(List<MailOrder> mails) {
        int[] counts = template.batchUpdate(
                """
                insert into mail_job (id, account_id, kind, recipient, owner_name, locale, event_at, traceparent, state, due_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, 'QUEUED', current_timestamp)
                on conflict do nothing""", mails.stream().map(MailJobRow::columns).toList());
        return IntStream.range(0, counts.length)
                .filter(i -> counts[i] != 0)
                .mapToObj(mails::get)
                .toList();
    }

    /**
     * Claims jobs that are due, the longest due first, until the lease is over; alone among all who claim. Where a claim
     * has run out, the attempt counts as abandoned first; what follows from that is the policy's to decide.
     *
     * @param held not to be claimed: they are in work here, whatever the database says
     * @param takeOver whether to take jobs whose claim has run out
     */
    List<MailJob> claim(int max, Set<UUID> held, boolean takeOver, Duration lease) {
        // Outside the transaction, and so without locks: H2 would lock and sort every row that is due before it comes
        // to
        // the limit; and where nothing is due there is nothing to commit.
        List<Due> due = due(max + held.size(), takeOver).stream()
                .filter(one -> !held.contains(one.id()))
                .limit(max)
                .toList();
        due.stream().filter(one -> one.state() == JobState.SENDING).forEach(one -> endAbandoned(one.id()));
        List<UUID> ids = due.stream().map(Due::id).toList();
        return ids.isEmpty() ? List.of() : transaction.execute(status -> claim(ids, lease));
    }

    /** An erased one does not; one that is in work goes no other way. */
    boolean exists(UUID id) {
        return jdbc.sql("select 1 from mail_job where id = ?")
                .param(id)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Prolongs the claims; tells of each, in order, whether it still stands. */
    List<Boolean> renew(List<Lease> leases, Duration length) {
        return transaction.execute(status -> {
            int[] counts = template.batchUpdate(
                    "update mail_job set due_at = " + AFTER + " where id = ? and fence = ? and state = 'SENDING'",
                    leases.stream()
                            .map(lease -> new Object[] {seconds(length), lease.id(), lease.fence()})
                            .toList());
            return Arrays.stream(counts).mapToObj(count -> count == 1).toList();
        });
    }

    /**
     * Records an attempt and what follows from it, all or nothing. If that can never be, because those who want to know
     * of the outcome cannot be told, the job is held for a person: UNKNOWN, and nobody was told.
     *
     * @return whether the claim still stood; if not, nothing was recorded
     * @throws org.springframework.dao.DataAccessException if the database cannot record it now; then nothing was
     */
    boolean conclude(MailJob job, Attempt attempt, Verdict verdict) {
        return conclude(job, attempt, verdict, "");
    }

    private boolean conclude(MailJob job, Attempt attempt, Verdict verdict, String condition) {
        if (!JobState.SENDING.canBecome(verdict.next())) {
            throw new IllegalArgumentException("a job that is SENDING cannot become " + verdict.next());
        }
        try {
            MailOutcome outcome = verdict.next().outcome();
            return transaction.execute(status -> record(job, attempt, verdict, outcome, condition));
        } catch (RuntimeException e) {
            if (DatabaseTrouble.isIn(e)) {
                throw e;
            }
            log.error("Mail {} is {}, which cannot be told; it is held for a person", job.id(), verdict.next(), e);
            Attempt untold = attempt.untold(verdict.next(), e);
            return transaction.execute(status -> record(job, untold, Verdict.HELD, null, condition));
        }
    }

    private boolean record(
            MailJob job, Attempt attempt, Verdict verdict, @Nullable MailOutcome outcome, String condition) {
        if (update(job, attempt, verdict, condition) == 0) {
            return false;
        }
        insertAttempt(job.id(), job.fence(), job.claimedAt(), attempt);
        if (outcome != null) {
            outcomes.concluded(job.mail(), outcome, Masked.text(attempt.words()));
        }
        return true;
    }

    private List<Due> due(int max, boolean takeOver) {
        String untouched = takeOver ? "" : " and state <> 'SENDING'";
        return jdbc.sql("select id, state from mail_job where due_at <= current_timestamp" + untouched
                        + " order by due_at limit ?")
                .param(max)
                .query((row, number) ->
                        new Due(row.getObject("id", UUID.class), JobState.valueOf(row.getString("state"))))
                .list();
    }

    /** Unless its worker has come back to life. */
    private void endAbandoned(UUID id) {
        jdbc.sql(
                        "select mail_job.*, coalesce(last_claimed_at, current_timestamp) as started_at, current_timestamp as read_at"
                                + " from mail_job where id = ? and state = 'SENDING'" + RAN_OUT)
                .param(id)
                .query((row, number) -> new Abandoned(
                        MailJobRow.job(row, row.getLong("fence"), MailJobRow.instant(row, "started_at")),
                        MailJobRow.instant(row, "read_at")))
                .optional()
                .ifPresent(this::end);
    }

    private void end(Abandoned abandoned) {
        MailJob job = abandoned.job();
        Duration age = Duration.between(job.createdAt(), abandoned.foundAt());
        Verdict verdict = policy.afterAbandonment(job, abandoned(job.id()), age);
        try (MailLog fields = MailLog.of(job.mail())) {
            if (conclude(job, Attempt.ABANDONED, verdict, RAN_OUT)) {
                log.warn("Mail {} was abandoned by its worker and is {}", job.id(), verdict.next());
                metrics.attempted(job.mail(), Attempt.Result.ABANDONED, verdict.next());
            }
        }
    }

    /** How many workers abandoned that mail. */
    private int abandoned(UUID job) {
        return jdbc.sql("select count(*) from mail_attempt where job_id = ? and result = 'ABANDONED'")
                .param(job)
                .query(Integer.class)
                .single();
    }

    private List<MailJob> claim(List<UUID> ids, Duration lease) {
        List<MailJob> claimed = jdbc.sql(
                        "select mail_job.*, current_timestamp as read_at from mail_job"
                                + " where id in (:ids) and state <> 'SENDING' and due_at <= current_timestamp for update skip locked")
                .param("ids", ids)
                .query((row, number) ->
                        MailJobRow.job(row, row.getLong("fence") + 1, MailJobRow.instant(row, "read_at")))
                .list();
        if (!claimed.isEmpty()) {
            template.batchUpdate(
                    "update mail_job set state = 'SENDING', fence = fence + 1, last_claimed_at = current_timestamp,"
                            + " lease_owner = ?, due_at = " + AFTER + " where id = ?",
                    claimed.stream()
                            .map(job -> new Object[] {owner, seconds(lease), job.id()})
                            .toList());
        }
        return claimed.stream()
                .sorted(Comparator.comparingInt(job -> ids.indexOf(job.id())))
                .toList();
    }

    private int update(MailJob job, Attempt attempt, Verdict verdict, String condition) {
        boolean finished = verdict.next().outcome() != null;
        String times = finished ? "due_at = null, finished_at = current_timestamp" : "due_at = " + AFTER;
        List<Object> parameters = new ArrayList<>();
        if (!finished) {
            parameters.add(seconds(verdict.delay()));
        }
        parameters.addAll(List.of(
                verdict.next().name(),
                verdict.counts() ? 1 : 0,
                verdict.inDoubt(),
                attempt.words(),
                job.id(),
                job.fence()));
        return jdbc.sql("update mail_job set " + times
                        + ", state = ?, attempts = attempts + ?, in_doubt = ?, last_reply = ?, lease_owner = null"
                        + " where id = ? and fence = ? and state = 'SENDING'" + condition)
                .params(parameters)
                .update();
    }

    /** In the caller's transaction. */
    void insertAttempt(UUID job, long fence, Instant startedAt, Attempt attempt) {
        jdbc.sql("insert into mail_attempt (job_id, fence, started_at, ended_at, result, words)"
                        + " values (?, ?, ?, current_timestamp, ?, ?)")
                .params(
                        job,
                        fence,
                        startedAt.atOffset(ZoneOffset.UTC),
                        attempt.result().name(),
                        attempt.words())
                .update();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private record Due(UUID id, JobState state) {}

    private record Abandoned(MailJob job, Instant foundAt) {}
}
