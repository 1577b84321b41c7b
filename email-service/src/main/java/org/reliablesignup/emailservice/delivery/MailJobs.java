package org.reliablesignup.emailservice.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.reliablesignup.emailservice.delivery.MailOutcomes.Concluded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.support.TransactionTemplate;

/** The mail jobs in the database; the same statements on H2 and PostgreSQL, and always the database's clock. */
final class MailJobs {

    private static final String AFTER = "current_timestamp + cast(? as double precision) * interval '1' second";
    private static final String RAN_OUT = " and due_at <= current_timestamp";
    private static final String RENEW =
            "update mail_job set due_at = " + AFTER + " where id = ? and fence = ? and state = 'SENDING'";
    private static final String CONCLUDE = """
            update mail_job set due_at = case when cast(? as boolean) then null else %s end,
            finished_at = case when cast(? as boolean) then current_timestamp else null end,
            state = ?, attempts = attempts + ?, in_doubt = ?, last_reply = ?, lease_owner = null
            where id = ? and fence = ? and state = 'SENDING'""".formatted(AFTER);
    private static final String INSERT_ATTEMPT =
            "insert into mail_attempt (job_id, fence, started_at, ended_at, result, words)"
                    + " values (?, ?, ?, current_timestamp, ?, ?)";

    /** How often to look, each time past what was found before: all of that is being claimed by others. */
    private static final int LOOKS = 4;

    private static final Logger log = LoggerFactory.getLogger(MailJobs.class);

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MailOutcomes outcomes;
    private final DeliveryPolicy policy;
    private final DeliveryMetrics metrics;
    private final String owner;
    private final Backlog backlog = new Backlog(System::nanoTime);

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
     * Claims jobs that are due, the longest due first but for what was stored late ({@link Backlog}), until the lease is
     * over; alone among all who claim. Where the first of them are all just being claimed by others, it looks further: as
     * far as {@value #LOOKS} times {@code max}. Where a claim has run out, the attempt counts as abandoned first; what
     * follows from that is the policy's to decide.
     *
     * @param held not to be claimed: they are in work here, whatever the database says
     * @param takeOver whether to take jobs whose claim has run out
     */
    List<MailJob> claim(int max, Set<UUID> held, boolean takeOver, Duration lease) {
        Set<UUID> passedOver = new HashSet<>(held);
        for (int look = 1; look <= LOOKS; look++) {
            // Outside the transaction, and so without locks: H2 would lock and sort every row that is due before it
            // comes to the limit; and where nothing is due there is nothing to commit.
            List<Due> due = due(max + passedOver.size(), takeOver).stream()
                    .filter(one -> !passedOver.contains(one.id()))
                    .limit(max)
                    .toList();
            due.stream().filter(one -> one.state() == JobState.SENDING).forEach(one -> endAbandoned(one.id()));
            List<UUID> ids = due.stream().map(Due::id).toList();
            List<MailJob> claimed = ids.isEmpty() ? List.of() : transaction.execute(status -> claim(ids, lease));
            if (!claimed.isEmpty() || ids.size() < max) {
                return claimed;
            }
            passedOver.addAll(ids);
        }
        return List.of();
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
        return transaction.execute(status ->
                update(RENEW, leases, Lease::id, lease -> new Object[] {seconds(length), lease.id(), lease.fence()}));
    }

    /**
     * Records an attempt and what follows from it, all or nothing. If that can never be, because those who want to know
     * of the outcome cannot be told, the job is held for a person: UNKNOWN, and nobody was told.
     *
     * @return whether the claim still stood; if not, nothing was recorded
     * @throws org.springframework.dao.DataAccessException if the database cannot record it now; then nothing was
     */
    boolean conclude(MailJob job, Attempt attempt, Verdict verdict) {
        return conclude(new Conclusion(job, attempt, verdict, null), CONCLUDE);
    }

    /**
     * Records many attempts, of a mail each, and what follows from them, all or nothing.
     *
     * @return of each, in order, whether its claim still stood; if not, nothing was recorded of it
     * @throws RuntimeException if anything of one of them cannot be recorded; then nothing was of any
     */
    List<Boolean> conclude(List<Conclusion> conclusions) {
        return transaction.execute(status -> record(conclusions, CONCLUDE, true));
    }

    private boolean conclude(Conclusion conclusion, String statement) {
        try {
            return transaction
                    .execute(status -> record(List.of(conclusion), statement, true))
                    .getFirst();
        } catch (RuntimeException e) {
            if (DatabaseTrouble.isIn(e)) {
                throw e;
            }
            MailJob job = conclusion.job();
            JobState state = conclusion.verdict().next();
            log.error("Mail {} is {}, which cannot be told; it is held for a person", job.id(), state, e);
            Conclusion held =
                    new Conclusion(job, conclusion.attempt().untold(state, e), Verdict.HELD, conclusion.traceparent());
            return transaction
                    .execute(status -> record(List.of(held), statement, false))
                    .getFirst();
        }
    }

    private List<Boolean> record(List<Conclusion> conclusions, String statement, boolean tell) {
        List<Boolean> standing =
                update(statement, conclusions, conclusion -> conclusion.job().id(), MailJobs::columns);
        List<Conclusion> recorded = IntStream.range(0, conclusions.size())
                .filter(standing::get)
                .mapToObj(conclusions::get)
                .toList();
        template.batchUpdate(
                INSERT_ATTEMPT,
                recorded.stream()
                        .map(one -> attempt(
                                one.job().id(), one.job().fence(), one.job().claimedAt(), one.attempt()))
                        .toList());
        List<Concluded> concluded =
                recorded.stream().flatMap(MailJobs::concluded).toList();
        if (tell && !concluded.isEmpty()) {
            outcomes.concluded(concluded);
        }
        return standing;
    }

    private static Stream<Concluded> concluded(Conclusion one) {
        MailOutcome outcome = one.verdict().next().outcome();
        return outcome == null
                ? Stream.empty()
                : Stream.of(new Concluded(
                        one.job().mail(), outcome, Masked.text(one.attempt().words()), one.traceparent()));
    }

    /** For {@link #CONCLUDE}. */
    private static Object[] columns(Conclusion one) {
        Verdict verdict = one.verdict();
        if (!JobState.SENDING.canBecome(verdict.next())) {
            throw new IllegalArgumentException("a job that is SENDING cannot become " + verdict.next());
        }
        boolean finished = verdict.next().outcome() != null;
        return new Object[] {
            finished,
            seconds(verdict.delay()),
            finished,
            verdict.next().name(),
            verdict.counts() ? 1 : 0,
            verdict.inDoubt(),
            one.attempt().words(),
            one.job().id(),
            one.job().fence()
        };
    }

    /**
     * Updates a row for each, in the order of their ids: of two who update many rows each, neither has one that the other
     * waits for.
     *
     * @return of each, in order, whether there was such a row
     */
    private <T> List<Boolean> update(
            String statement, List<T> all, Function<T, UUID> id, Function<T, Object[]> parameters) {
        List<Integer> order = IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparing(i -> id.apply(all.get(i))))
                .toList();
        int[] counts = template.batchUpdate(
                statement, order.stream().map(i -> parameters.apply(all.get(i))).toList());
        Boolean[] updated = new Boolean[all.size()];
        for (int i = 0; i < counts.length; i++) {
            updated[order.get(i)] = counts[i] == 1;
        }
        return List.of(updated);
    }

    private List<Due> due(int max, boolean takeOver) {
        Instant from = backlog.from();
        List<Due> due = due(from, max, takeOver);
        if (due.size() < max && from.isAfter(Backlog.BEGINNING)) {
            from = Backlog.BEGINNING;
            due = due(from, max, takeOver);
        }
        backlog.found(
                from, due.size() < max ? Backlog.BEGINNING : due.getFirst().at());
        return due;
    }

    private List<Due> due(Instant from, int max, boolean takeOver) {
        String untouched = takeOver ? "" : " and state <> 'SENDING'";
        return jdbc.sql("select id, state, due_at from mail_job where due_at >= ? and due_at <= current_timestamp"
                        + untouched + " order by due_at limit ?")
                .params(from.atOffset(ZoneOffset.UTC), max)
                .query((row, number) -> new Due(
                        row.getObject("id", UUID.class),
                        JobState.valueOf(row.getString("state")),
                        MailJobRow.instant(row, "due_at")))
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
            if (conclude(new Conclusion(job, Attempt.ABANDONED, verdict, null), CONCLUDE + RAN_OUT)) {
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
                                + " where id = any(?) and state <> 'SENDING' and due_at <= current_timestamp for update skip locked")
                .param(new SqlArrayValue("uuid", ids.toArray()))
                .query((row, number) ->
                        MailJobRow.job(row, row.getLong("fence") + 1, MailJobRow.instant(row, "read_at")))
                .list();
        if (!claimed.isEmpty()) {
            jdbc.sql("update mail_job set state = 'SENDING', fence = fence + 1, last_claimed_at = current_timestamp,"
                            + " lease_owner = ?, due_at = " + AFTER + " where id = any(?)")
                    .params(
                            owner,
                            seconds(lease),
                            new SqlArrayValue(
                                    "uuid", claimed.stream().map(MailJob::id).toArray()))
                    .update();
        }
        Map<UUID, MailJob> byId = claimed.stream().collect(Collectors.toMap(MailJob::id, Function.identity()));
        return ids.stream().filter(byId::containsKey).map(byId::get).toList();
    }

    /** In the caller's transaction. */
    void insertAttempt(UUID job, long fence, Instant startedAt, Attempt attempt) {
        template.update(INSERT_ATTEMPT, attempt(job, fence, startedAt, attempt));
    }

    private static Object[] attempt(UUID job, long fence, Instant startedAt, Attempt attempt) {
        return new Object[] {
            job, fence, startedAt.atOffset(ZoneOffset.UTC), attempt.result().name(), attempt.words()
        };
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private record Due(UUID id, JobState state, Instant at) {}

    private record Abandoned(MailJob job, Instant foundAt) {}
}
