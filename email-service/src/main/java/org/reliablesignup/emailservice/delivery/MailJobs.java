package org.reliablesignup.emailservice.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The mail jobs in the database; the same statements on H2 and PostgreSQL, and always the database's clock. */
final class MailJobs {

    private static final String AFTER = "current_timestamp + cast(? as double precision) * interval '1' second";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MailOutcomes outcomes;
    private final String owner;

    /** @param owner names this process in what it claims */
    MailJobs(JdbcTemplate template, TransactionTemplate transaction, MailOutcomes outcomes, String owner) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.transaction = transaction;
        this.outcomes = outcomes;
        this.owner = owner;
    }

    /** In the caller's transaction; leaves alone what is there already. */
    void insert(List<MailOrder> mails) {
        template.batchUpdate("""
                insert into mail_job (id, account_id, kind, recipient, owner_name, locale, event_at, traceparent, state, due_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, 'QUEUED', current_timestamp)
                on conflict do nothing""", mails.stream().map(MailJobs::columns).toList());
    }

    /**
     * Claims jobs that are due, the longest due first, until the lease is over; alone among all who claim.
     *
     * @param held not to be claimed: they are in work here, whatever the database says
     * @param takeOver whether to take jobs whose claim has run out
     */
    List<MailJob> claim(int max, Set<UUID> held, boolean takeOver, Duration lease) {
        // Outside the transaction, and so without locks: H2 would lock and sort every row that is due before it comes
        // to
        // the limit; and where nothing is due there is nothing to commit.
        List<UUID> due = due(max + held.size(), takeOver).stream()
                .filter(id -> !held.contains(id))
                .limit(max)
                .toList();
        return due.isEmpty() ? List.of() : transaction.execute(status -> claim(due, lease));
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
     * Records an attempt and what follows from it, all or nothing.
     *
     * @return whether the claim still stood; if not, nothing was recorded
     */
    boolean conclude(MailJob job, Attempt attempt, Verdict verdict) {
        if (!JobState.SENDING.canBecome(verdict.next())) {
            throw new IllegalArgumentException("a job that is SENDING cannot become " + verdict.next());
        }
        MailOutcome outcome = verdict.next().outcome();
        return transaction.execute(status -> {
            if (update(job, attempt, verdict, outcome != null) == 0) {
                return false;
            }
            insertAttempt(job.id(), job.fence(), job.claimedAt(), attempt);
            if (outcome != null) {
                outcomes.concluded(job.mail(), outcome);
            }
            return true;
        });
    }

    private List<UUID> due(int max, boolean takeOver) {
        String untouched = takeOver ? "" : " and state <> 'SENDING'";
        return jdbc.sql("select id from mail_job where due_at <= current_timestamp" + untouched
                        + " order by due_at limit ?")
                .param(max)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    private List<MailJob> claim(List<UUID> ids, Duration lease) {
        List<MailJob> claimed = new ArrayList<>();
        List<Object[]> updates = new ArrayList<>();
        jdbc.sql("select mail_job.*, current_timestamp as claimed_at from mail_job"
                        + " where id in (:ids) and due_at <= current_timestamp for update skip locked")
                .param("ids", ids)
                .query(row -> {
                    MailJob job = job(row);
                    if (JobState.valueOf(row.getString("state")) == JobState.SENDING) {
                        insertAttempt(job.id(), job.fence() - 1, job.claimedAt(), Attempt.ABANDONED);
                    }
                    claimed.add(job);
                    updates.add(new Object[] {job.inDoubt(), owner, seconds(lease), job.id()});
                });
        if (!claimed.isEmpty()) {
            template.batchUpdate(
                    "update mail_job set state = 'SENDING', fence = fence + 1, in_doubt = ?, lease_owner = ?, due_at = "
                            + AFTER + " where id = ?",
                    updates);
        }
        claimed.sort(Comparator.comparingInt(job -> ids.indexOf(job.id())));
        return claimed;
    }

    private int update(MailJob job, Attempt attempt, Verdict verdict, boolean finished) {
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
                        + " where id = ? and fence = ? and state = 'SENDING'")
                .params(parameters)
                .update();
    }

    /** In the caller's transaction. */
    void insertAttempt(UUID job, long fence, Instant startedAt, Attempt attempt) {
        jdbc.sql("insert into mail_attempt (job_id, fence, started_at, ended_at, result, words)"
                        + " values (?, ?, ?, current_timestamp, ?, ?)")
                .params(job, fence, utc(startedAt), attempt.result().name(), attempt.words())
                .update();
    }

    private static Object[] columns(MailOrder mail) {
        return new Object[] {
            mail.id(),
            mail.accountId(),
            mail.kind(),
            mail.recipient(),
            mail.ownerName(),
            mail.locale(),
            utc(mail.eventAt()),
            mail.traceparent()
        };
    }

    static MailOrder order(ResultSet row) throws SQLException {
        return new MailOrder(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getString("kind"),
                row.getString("recipient"),
                row.getString("owner_name"),
                row.getString("locale"),
                instant(row, "event_at"),
                row.getString("traceparent"));
    }

    private static MailJob job(ResultSet row) throws SQLException {
        boolean abandoned = JobState.valueOf(row.getString("state")) == JobState.SENDING;
        return new MailJob(
                order(row),
                row.getLong("fence") + 1,
                row.getInt("attempts"),
                // Nobody knows how far the one came who abandoned it.
                row.getBoolean("in_doubt") || abandoned,
                instant(row, "created_at"),
                instant(row, "claimed_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
