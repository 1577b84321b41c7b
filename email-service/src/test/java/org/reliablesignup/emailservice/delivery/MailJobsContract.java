package org.reliablesignup.emailservice.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reliablesignup.emailservice.delivery.Jobs.anOrder;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reliablesignup.emailservice.delivery.DeliverySettings.WhenInDoubt;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.TestDatabase;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the queue promises, whatever the database. */
abstract class MailJobsContract {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration OVER = Duration.ZERO;
    private static final Attempt ACCEPTED = new Attempt(Attempt.Result.ACCEPTED, "250 ok");
    private static final Verdict SENT = new Verdict(JobState.SENT, Duration.ZERO, true, false);

    private final TestDatabase database;
    private final HikariDataSource dataSource;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ConcurrentLinkedQueue<UUID> concluded = new ConcurrentLinkedQueue<>();
    private final MailJobs jobs;

    MailJobsContract(Database kind) {
        database = TestDatabase.create(kind);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setMaximumPoolSize(16);
        dataSource = new HikariDataSource(config);
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration/email")
                .load()
                .migrate();
        jdbc = JdbcClient.create(dataSource);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        jobs = jobs(WhenInDoubt.RESEND);
    }

    @AfterEach
    void close() {
        dataSource.close();
        database.close();
    }

    @Test
    void givesBackWhatWasPutIn() {
        MailOrder order = new MailOrder(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "confirmation",
                "zoe@example.com",
                "Zoë 🦉",
                "de-AT",
                anOrder().eventAt(),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        add(order);

        MailJob job = claim(10).getFirst();

        assertThat(job.mail()).isEqualTo(order);
        assertThat(job.attempts()).isZero();
        assertThat(job.inDoubt()).isFalse();
        assertThat(job.age()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }

    @Test
    void theVersionBeforeStillReadsTheTimeOfItsOwnClaim() {
        add(anOrder());

        // Its words: of two columns with one name JDBC gives the first.
        List<Boolean> present = jdbc.sql("select mail_job.*, current_timestamp as claimed_at from mail_job")
                .query((row, number) -> row.getObject("claimed_at", OffsetDateTime.class) != null)
                .list();

        assertThat(present).containsExactly(true);
    }

    @Test
    void oneHundredConcurrentDuplicatesAreOneJob() throws Exception {
        MailOrder order = anOrder();

        atOnce(100, () -> {
            add(order, order);
            return null;
        });

        assertThat(count("mail_job")).isEqualTo(1);
    }

    @Test
    void aDuplicateOfWhatWasSentChangesNothing() {
        MailOrder order = anOrder();
        add(order);
        jobs.conclude(claim(1).getFirst(), ACCEPTED, SENT);

        add(order);

        assertThat(state(order)).isEqualTo("SENT");
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void takesWhatIsDueForLongestFirst() {
        List<MailOrder> orders = Stream.generate(Jobs::anOrder).limit(3).toList();
        orders.forEach(this::add);

        assertThat(claim(2)).extracting(MailJob::mail).containsExactly(orders.get(0), orders.get(1));
    }

    @Test
    void whatWasStoredLateIsFound() {
        List<MailOrder> orders = Stream.generate(Jobs::anOrder).limit(3).toList();
        orders.forEach(this::add);
        claim(1);
        MailOrder late = anOrder();
        add(late);
        jdbc.sql("update mail_job set due_at = current_timestamp - interval '1' hour where id = ?")
                .param(late.id())
                .update();

        List<MailOrder> rest = Stream.generate(() -> claim(1))
                .takeWhile(claimed -> !claimed.isEmpty())
                .map(claimed -> claimed.getFirst().mail())
                .toList();

        assertThat(rest).containsExactlyInAnyOrder(orders.get(1), orders.get(2), late);
    }

    @Test
    void noJobIsClaimedTwiceHoweverManyClaim() throws Exception {
        int all = 200;
        add(Stream.generate(Jobs::anOrder).limit(all).toArray(MailOrder[]::new));
        ConcurrentLinkedQueue<UUID> claimed = new ConcurrentLinkedQueue<>();

        atOnce(8, () -> {
            while (claimed.size() < all) {
                claim(20).forEach(job -> claimed.add(job.id()));
                Thread.yield();
            }
            return null;
        });

        assertThat(claimed).hasSize(all).doesNotHaveDuplicates();
    }

    @Test
    void whatAnotherIsJustClaimingIsPassedOver() {
        List<MailOrder> orders = Stream.generate(Jobs::anOrder).limit(8).toList();
        orders.forEach(this::add);

        List<MailJob> claimed = transaction.execute(status -> {
            jdbc.sql("select id from mail_job where id in (:first) for update")
                    .param("first", orders.stream().limit(6).map(MailOrder::id).toList())
                    .query(UUID.class)
                    .list();
            return elsewhere(() -> claim(2));
        });

        assertThat(claimed).extracting(MailJob::mail).containsExactly(orders.get(6), orders.get(7));
    }

    @Test
    void aClaimThatRanOutIsTakenOverAndTheOldOneCountsNoMore() {
        MailOrder order = anOrder();
        add(order);
        MailJob old = jobs.claim(1, Set.of(), true, OVER).getFirst();

        MailJob taken = claim(1).getFirst();

        assertThat(taken.fence()).isEqualTo(old.fence() + 1);
        assertThat(taken.inDoubt()).isTrue();
        assertThat(taken.attempts()).isEqualTo(1);
        assertThat(jobs.conclude(old, ACCEPTED, SENT)).isFalse();
        assertThat(jobs.renew(List.of(lease(old), lease(taken)), LEASE)).containsExactly(false, true);
        assertThat(state(order)).isEqualTo("SENDING");
        assertThat(concluded).isEmpty();
        assertThat(jobs.conclude(taken, ACCEPTED, SENT)).isTrue();
        assertThat(concluded).containsExactly(order.id());
        assertThat(attempts(order)).containsExactly("ABANDONED", "ACCEPTED");
    }

    @Test
    void aClaimThatRanOutStandsUntilItIsTakenOver() {
        add(anOrder());
        MailJob job = jobs.claim(1, Set.of(), true, OVER).getFirst();

        assertThat(jobs.claim(1, Set.of(), false, LEASE)).isEmpty();
        assertThat(jobs.claim(1, Set.of(job.id()), true, LEASE)).isEmpty();
        assertThat(jobs.renew(List.of(lease(job)), LEASE)).containsExactly(true);
        assertThat(claim(1)).isEmpty();
        assertThat(jobs.conclude(job, ACCEPTED, SENT)).isTrue();
    }

    @Test
    void manyAreRecordedTogetherEachAsItIs() {
        List<MailOrder> orders = Stream.generate(Jobs::anOrder).limit(4).toList();
        add(orders.toArray(MailOrder[]::new));
        MailJob lost = jobs.claim(1, Set.of(), true, OVER).getFirst();
        List<MailJob> others = jobs.claim(3, Set.of(lost.id()), true, LEASE);
        claim(1);
        Attempt busy = new Attempt(Attempt.Result.LATER, "450 busy");
        Verdict later = new Verdict(JobState.RETRY, Duration.ofHours(1), true, false);

        List<Boolean> held = jobs.conclude(List.of(
                new Conclusion(others.get(0), ACCEPTED, SENT, null),
                new Conclusion(lost, ACCEPTED, SENT, null),
                new Conclusion(others.get(1), busy, later, null),
                new Conclusion(others.get(2), ACCEPTED, SENT, null)));

        assertThat(held).containsExactly(true, false, true, true);
        assertThat(concluded).containsExactly(others.get(0).id(), others.get(2).id());
        assertThat(state(lost.mail())).isEqualTo("SENDING");
        assertThat(attempts(lost.mail())).containsExactly("ABANDONED");
        assertThat(state(others.get(1).mail())).isEqualTo("RETRY");
        assertThat(attempts(others.get(1).mail())).containsExactly("LATER");
        assertThat(jdbc.sql("select count(*) from mail_job where due_at is null and finished_at is not null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void nothingIsRecordedWhereOneOfManyCannotBeTold() {
        add(anOrder(), anOrder());
        MailJobs failing = failing(new IllegalStateException("no mail of that kind"));
        List<Conclusion> all = claim(2).stream()
                .map(job -> new Conclusion(job, ACCEPTED, SENT, null))
                .toList();

        assertThatThrownBy(() -> failing.conclude(all)).hasMessage("no mail of that kind");

        assertThat(count("mail_attempt")).isZero();
        assertThat(count("outbox")).isZero();
        assertThat(jobs.conclude(all)).containsExactly(true, true);
    }

    @Test
    void whoUpdatesManyWaitsForNobodyWhoWaitsForHim() throws Exception {
        add(Stream.generate(Jobs::anOrder).limit(50).toArray(MailOrder[]::new));
        List<Lease> leases = claim(50).stream().map(MailJobsContract::lease).toList();

        atOnce(4, () -> {
            List<Lease> mixed = new ArrayList<>(leases);
            for (int i = 0; i < 20; i++) {
                Collections.shuffle(mixed);
                assertThat(jobs.renew(mixed, LEASE)).hasSize(50).containsOnly(true);
            }
            return null;
        });
    }

    @Test
    void whatIsToBeTriedAgainIsDueAfterItsPause() {
        MailOrder order = anOrder();
        add(order);
        Attempt later = new Attempt(Attempt.Result.LATER, "450 busy");

        jobs.conclude(claim(1).getFirst(), later, new Verdict(JobState.RETRY, Duration.ofHours(1), true, false));

        assertThat(claim(1)).isEmpty();
        assertThat(state(order)).isEqualTo("RETRY");
        assertThat(dueInSeconds()).isBetween(3500.0, 3600.0);
        jdbc.sql("update mail_job set due_at = current_timestamp").update();
        assertThat(claim(1))
                .singleElement()
                .satisfies(job -> assertThat(job.attempts()).isEqualTo(1));
        assertThat(concluded).isEmpty();
    }

    @Test
    void whatIsHandedBackWasNotTried() {
        add(anOrder());
        Attempt nobody = new Attempt(Attempt.Result.NOBODY_NOW, "refused");

        jobs.conclude(claim(1).getFirst(), nobody, new Verdict(JobState.QUEUED, Duration.ZERO, false, false));

        assertThat(claim(1))
                .singleElement()
                .satisfies(job -> assertThat(job.attempts()).isZero());
    }

    @Test
    void theOutcomeIsRecordedWithItsNewsOrNotAtAll() {
        MailOrder order = anOrder();
        add(order);
        MailJobs failing = failing(new QueryTimeoutException("no news"));
        MailJob job = claim(1).getFirst();

        assertThatThrownBy(() -> failing.conclude(job, ACCEPTED, SENT)).hasMessage("no news");

        assertThat(state(order)).isEqualTo("SENDING");
        assertThat(count("mail_attempt")).isZero();
        assertThat(count("outbox")).isZero();
        assertThat(jobs.conclude(job, ACCEPTED, SENT)).isTrue();
    }

    @Test
    void anOutcomeThatCanNeverBeToldLeavesTheJobToAPerson() {
        MailOrder order = anOrder();
        add(order);
        MailJobs failing = failing(new IllegalStateException("no mail of that kind"));

        assertThat(failing.conclude(failing.claim(1, Set.of(), true, LEASE).getFirst(), ACCEPTED, SENT))
                .isTrue();

        assertThat(state(order)).isEqualTo("UNKNOWN");
        assertThat(attempts(order)).containsExactly("ACCEPTED");
        assertThat(count("outbox")).isZero();
        assertThat(jdbc.sql("select last_reply from mail_job")
                        .query(String.class)
                        .single())
                .isEqualTo("it is SENT, but that could not be told: IllegalStateException");
        assertThat(claim(1)).isEmpty();
    }

    @Test
    void anAbandonedJobWhoseOutcomeCanNeverBeToldHoldsUpNoOther() {
        MailJobs failing = failing(new IllegalStateException("no mail of that kind"));
        MailOrder bad = anOrder();
        add(bad);
        jobs(WhenInDoubt.HOLD).claim(1, Set.of(), true, OVER);
        MailOrder good = anOrder();
        add(good);

        assertThat(failing.claim(2, Set.of(), true, LEASE))
                .extracting(MailJob::mail)
                .containsExactly(good);
        assertThat(state(bad)).isEqualTo("UNKNOWN");
    }

    @Test
    void whatKillsItsWorkersWaitsLongerEachTime() {
        MailOrder order = anOrder();
        add(order);
        jobs.claim(1, Set.of(), true, OVER);
        jobs.claim(1, Set.of(), true, OVER);

        assertThat(claim(1)).isEmpty();

        assertThat(state(order)).isEqualTo("RETRY");
        assertThat(dueInSeconds()).isBetween(8.0, 10.0);
        assertThat(attempts(order)).containsExactly("ABANDONED", "ABANDONED");
    }

    @Test
    void whatKillsItsWorkersIsGivenUpAtTheHorizon() {
        MailOrder order = anOrder();
        add(order);
        jobs.claim(1, Set.of(), true, OVER);
        jobs.claim(1, Set.of(), true, OVER);
        jdbc.sql("update mail_job set created_at = current_timestamp - interval '25' hour")
                .update();

        assertThat(claim(1)).isEmpty();

        assertThat(state(order)).isEqualTo("UNKNOWN");
        assertThat(concluded).containsExactly(order.id());
    }

    @Test
    void whatMayHaveArrivedIsHeldIfSoWishedAndTheOldClaimCountsNoMore() {
        MailJobs holding = jobs(WhenInDoubt.HOLD);
        MailOrder order = anOrder();
        add(order);
        MailJob old = holding.claim(1, Set.of(), true, OVER).getFirst();

        assertThat(holding.claim(1, Set.of(), true, LEASE)).isEmpty();

        assertThat(state(order)).isEqualTo("UNKNOWN");
        assertThat(attempts(order)).containsExactly("ABANDONED");
        assertThat(concluded).containsExactly(order.id());
        assertThat(holding.conclude(old, ACCEPTED, SENT)).isFalse();
        assertThat(holding.renew(List.of(lease(old)), LEASE)).containsExactly(false);
        assertThat(state(order)).isEqualTo("UNKNOWN");
        assertThat(concluded).hasSize(1);
    }

    @Test
    void whatIsHeldIsHeldWithItsNewsOrNotAtAll() {
        MailOrder order = anOrder();
        add(order);
        jobs.claim(1, Set.of(), true, OVER);
        MailJobs failing = failing(new QueryTimeoutException("no news"));

        assertThatThrownBy(() -> failing.claim(1, Set.of(), true, LEASE)).hasMessage("no news");

        assertThat(state(order)).isEqualTo("SENDING");
        assertThat(count("mail_attempt")).isZero();
        assertThat(count("outbox")).isZero();
    }

    @Test
    void anAbandonedAttemptBeganWhenItWasClaimed() {
        add(anOrder());
        MailJob old = jobs.claim(1, Set.of(), true, OVER).getFirst();

        claim(1);

        assertThat(jdbc.sql("select started_at from mail_attempt")
                        .query(OffsetDateTime.class)
                        .single()
                        .toInstant())
                .isEqualTo(old.claimedAt());
    }

    @Test
    void claimsQuicklyHoweverLongTheQueue() {
        List<MailOrder> orders = Stream.generate(Jobs::anOrder).limit(20_000).toList();
        transaction.executeWithoutResult(status -> jobs.insert(orders));
        claim(8);

        long start = System.nanoTime();
        IntStream.range(0, 20).forEach(i -> assertThat(claim(8)).hasSize(8));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    private MailJobs jobs(WhenInDoubt whenInDoubt) {
        return Jobs.jobs(
                dataSource,
                transaction,
                mails -> mails.forEach(one -> concluded.add(one.mail().id())),
                whenInDoubt);
    }

    /** Fails after having written the news. */
    private MailJobs failing(RuntimeException failure) {
        return Jobs.jobs(
                dataSource,
                transaction,
                mails -> {
                    jdbc.sql(
                                    "insert into outbox (event_id, topic, record_key, headers, data) values (?, 't', 'k', '', ?)")
                            .params(mails.getFirst().mail().id(), new byte[0])
                            .update();
                    throw failure;
                },
                WhenInDoubt.HOLD);
    }

    private double dueInSeconds() {
        return jdbc.sql("select extract(epoch from due_at - current_timestamp) from mail_job")
                .query(Double.class)
                .single();
    }

    private void add(MailOrder... orders) {
        transaction.executeWithoutResult(status -> jobs.insert(List.of(orders)));
    }

    private List<MailJob> claim(int max) {
        return jobs.claim(max, Set.of(), true, LEASE);
    }

    private static Lease lease(MailJob job) {
        return new Lease(job, Lease.Moment.now(), LEASE);
    }

    private String state(MailOrder order) {
        return jdbc.sql("select state from mail_job where id = ?")
                .param(order.id())
                .query((row, number) -> row.getString(1))
                .single();
    }

    private List<String> attempts(MailOrder order) {
        return jdbc.sql("select result from mail_attempt where job_id = ? order by fence")
                .param(order.id())
                .query((row, number) -> row.getString(1))
                .list();
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    /** Not in the caller's transaction. Waits no longer than that transaction may: its end frees who waits for it. */
    private static <T> T elsewhere(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static void atOnce(int times, Callable<Void> work) throws Exception {
        // Of the platform: virtual ones that spin leave none to carry the one that they wait for.
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                all.add(threads.submit(work));
            }
            for (Future<Void> one : all) {
                one.get(120, TimeUnit.SECONDS);
            }
        }
    }
}
