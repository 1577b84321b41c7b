package org.reliablesignup.emailservice.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reliablesignup.emailservice.delivery.DeliverySettings.WhenInDoubt;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Timeout(60)
class RecorderTest {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Attempt ACCEPTED = new Attempt(Attempt.Result.ACCEPTED, "250 ok");
    private static final Verdict SENT = new Verdict(JobState.SENT, Duration.ZERO, true, false);
    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final TestDatabase database = TestDatabase.create(Database.H2);
    private final HikariDataSource source = new HikariDataSource();
    private final TransactionTemplate transaction;
    private final List<List<MailOutcomes.Concluded>> told = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<MailOutcomes> listener = new AtomicReference<>(mails -> {});
    private final CompletableFuture<Void> theFirstIsRecorded = new CompletableFuture<>();
    private final MailJobs jobs;
    private final Recorder recorder;

    RecorderTest() {
        source.setJdbcUrl(database.url());
        source.setUsername(database.username());
        source.setPassword(database.password());
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration/email")
                .load()
                .migrate();
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        jobs = Jobs.jobs(
                source,
                transaction,
                mails -> {
                    told.add(mails);
                    listener.get().concluded(mails);
                },
                WhenInDoubt.RESEND);
        recorder = new Recorder(jobs);
    }

    @AfterEach
    void drop() {
        theFirstIsRecorded.complete(null);
        source.close();
        database.close();
    }

    @Test
    void recordsAtOnceWhatComesAlone() {
        MailJob job = claim(1).getFirst();

        assertThat(recorder.conclude(sent(job))).contains(true);

        assertThat(states()).containsExactly("SENT");
        assertThat(told)
                .containsExactly(
                        List.of(new MailOutcomes.Concluded(job.mail(), MailOutcome.SENT, "250 ok", TRACEPARENT)));
    }

    @Test
    void whatComesMeanwhileIsRecordedTogether() {
        List<CompletableFuture<Optional<Boolean>>> held = concludeBehindTheFirst(claim(4));

        theFirstIsRecorded.complete(null);

        assertThat(held).allSatisfy(one -> assertThat(one.join()).contains(true));
        assertThat(told).extracting(List::size).containsExactly(1, 3);
        assertThat(states()).hasSize(4).containsOnly("SENT");
    }

    @Test
    void oneThatWasTakenOverCostsTheOthersNothing() {
        List<MailJob> all = claim(4);
        MailJob lost = all.get(2);
        JdbcClient.create(source)
                .sql("update mail_job set fence = fence + 1 where id = ?")
                .param(lost.id())
                .update();
        List<CompletableFuture<Optional<Boolean>>> held = concludeBehindTheFirst(all);

        theFirstIsRecorded.complete(null);

        assertThat(held)
                .extracting(CompletableFuture::join)
                .containsExactly(Optional.of(true), Optional.of(true), Optional.of(false), Optional.of(true));
        assertThat(told.getLast())
                .extracting(one -> one.mail().id())
                .containsExactly(all.get(1).id(), all.get(3).id());
        assertThat(states()).containsExactlyInAnyOrder("SENT", "SENT", "SENDING", "SENT");
    }

    @Test
    void oneThatCannotBeToldLeavesAllToTryAlone() {
        List<MailJob> all = claim(4);
        List<CompletableFuture<Optional<Boolean>>> held = concludeBehindTheFirst(all);
        UUID poisoned = all.get(2).id();
        listener.set(mails -> {
            if (mails.stream().anyMatch(one -> one.mail().id().equals(poisoned))) {
                throw new IllegalStateException("no mail of that kind");
            }
        });

        theFirstIsRecorded.complete(null);

        assertThat(held.get(0).join()).contains(true);
        assertThat(held.subList(1, 4)).allSatisfy(one -> assertThat(one.join()).isEmpty());
        assertThat(states()).containsExactlyInAnyOrder("SENT", "SENDING", "SENDING", "SENDING");
        assertThat(JdbcClient.create(source)
                        .sql("select count(*) from mail_attempt")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void goesOnAfterAnError() {
        List<MailJob> all = claim(2);
        listener.set(mails -> {
            throw new StackOverflowError();
        });
        assertThat(recorder.conclude(sent(all.get(0)))).isEmpty();
        listener.set(mails -> {});

        assertThat(recorder.conclude(sent(all.get(1)))).contains(true);
    }

    /** The first is being recorded, the others wait, in that order. */
    private List<CompletableFuture<Optional<Boolean>>> concludeBehindTheFirst(List<MailJob> all) {
        listener.set(mails -> theFirstIsRecorded.join());
        List<CompletableFuture<Optional<Boolean>>> held = new ArrayList<>();
        for (MailJob job : all) {
            CompletableFuture<Optional<Boolean>> one = new CompletableFuture<>();
            held.add(one);
            Thread worker = Thread.ofVirtual().start(() -> one.complete(recorder.conclude(sent(job))));
            await().until(() -> told.size() == 1 && worker.getState() == Thread.State.WAITING);
        }
        return held;
    }

    private static Conclusion sent(MailJob job) {
        return new Conclusion(job, ACCEPTED, SENT, TRACEPARENT);
    }

    private List<MailJob> claim(int count) {
        List<MailOrder> orders = Stream.generate(Jobs::anOrder).limit(count).toList();
        transaction.executeWithoutResult(status -> jobs.insert(orders));
        return jobs.claim(count, Set.of(), true, LEASE);
    }

    private List<String> states() {
        return JdbcClient.create(source)
                .sql("select state from mail_job")
                .query((row, number) -> row.getString(1))
                .list();
    }
}
