package org.reliablesignup.emailservice.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reliablesignup.emailservice.delivery.DeliverySettings.WhenInDoubt;
import org.reliablesignup.emailservice.smtp.Channel;
import org.reliablesignup.emailservice.smtp.SendResult;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

@Timeout(120)
class DispatcherTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final int CONNECTIONS = Jobs.settings(WhenInDoubt.RESEND).connections();
    private static final SendResult TAKEN = new SendResult.Accepted("250 taken");

    private final TestDatabase database = TestDatabase.create(Database.H2);
    private final HikariDataSource source = new HikariDataSource();
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MailJobs jobs;
    private final AtomicReference<Runnable> afterNextTransaction = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> beforeEachTransaction = new AtomicReference<>(() -> {});
    private final List<Leases> leases = new ArrayList<>();
    private final CountDownLatch onItsWay = new CountDownLatch(1);
    private final CompletableFuture<Void> theServerGoesOn = new CompletableFuture<>();
    private volatile SendResult outcome = new SendResult.Withdrawn("");

    DispatcherTest() {
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
        jobs = Jobs.jobs(source, new Interrupted(), mails -> {}, WhenInDoubt.RESEND);
    }

    @AfterEach
    void drop() {
        theServerGoesOn.complete(null);
        leases.forEach(Leases::close);
        source.close();
        database.close();
    }

    @Test
    void aStopWaitsForWhatIsOnItsWay() throws Exception {
        MailOrder order = add(1).getFirst();
        Dispatcher dispatcher = dispatcher(
                (mail, mayFinish) -> {
                    onItsWay.countDown();
                    theServerGoesOn.join();
                    return mayFinish.getAsBoolean() ? TAKEN : new SendResult.Withdrawn("");
                },
                LONG);
        dispatcher.start();
        onItsWay.await();

        Thread stop = Thread.ofPlatform().start(dispatcher::stop);
        await().until(() -> !dispatcher.isRunning());
        theServerGoesOn.complete(null);
        stop.join();

        assertThat(state(order.id())).isEqualTo("SENT");
    }

    @Test
    void aStopHandsBackWhatDoesNotComeToItsEndInTime() throws Exception {
        MailOrder order = add(1).getFirst();
        CompletableFuture<Boolean> finished = new CompletableFuture<>();
        Dispatcher dispatcher = dispatcher(
                (mail, mayFinish) -> {
                    onItsWay.countDown();
                    theServerGoesOn.join();
                    finished.complete(mayFinish.getAsBoolean());
                    return new SendResult.Withdrawn("");
                },
                SHORT);
        dispatcher.start();
        onItsWay.await();

        dispatcher.stop();

        assertThat(state(order.id())).isEqualTo("QUEUED");
        assertThat(due()).isEqualTo(1);
        theServerGoesOn.complete(null);
        assertThat(finished.join()).isFalse();
    }

    @Test
    void aStopLeavesToItsLeaseWhatLacksOnlyTheReply() throws Exception {
        MailOrder order = add(1).getFirst();
        Dispatcher dispatcher = dispatcher(
                (mail, mayFinish) -> {
                    mayFinish.getAsBoolean();
                    onItsWay.countDown();
                    theServerGoesOn.join();
                    return TAKEN;
                },
                SHORT);
        dispatcher.start();
        onItsWay.await();

        dispatcher.stop();

        assertThat(state(order.id())).isEqualTo("SENDING");
        theServerGoesOn.complete(null);
        await().atMost(LONG).until(() -> state(order.id()).equals("SENT"));
    }

    @Test
    void aStopHandsBackAtOnceWhatWasClaimedAndNotBegun() throws Exception {
        add(3);
        CountDownLatch claiming = new CountDownLatch(1);
        afterNextTransaction.set(() -> {
            claiming.countDown();
            theServerGoesOn.join();
        });
        Dispatcher dispatcher = dispatcher((mail, mayFinish) -> TAKEN, LONG);
        dispatcher.start();
        claiming.await();

        Thread stop = Thread.ofPlatform().start(dispatcher::stop);
        await().until(() -> !dispatcher.isRunning());
        theServerGoesOn.complete(null);
        stop.join();

        assertThat(due()).isEqualTo(3);
        assertThat(jdbc.sql("select distinct state from mail_job")
                        .query(String.class)
                        .list())
                .containsExactly("QUEUED");
    }

    @Test
    void aStopTriesOnceToHandBackWhileTheDatabaseIsAway() throws Exception {
        add(3);
        CountDownLatch allOnTheirWay = new CountDownLatch(3);
        Dispatcher dispatcher = dispatcher(
                (mail, mayFinish) -> {
                    allOnTheirWay.countDown();
                    theServerGoesOn.join();
                    return new SendResult.Withdrawn("");
                },
                SHORT);
        dispatcher.start();
        allOnTheirWay.await();
        AtomicInteger tries = new AtomicInteger();
        Thread stopping = Thread.currentThread();
        beforeEachTransaction.set(() -> {
            if (Thread.currentThread() == stopping) {
                tries.incrementAndGet();
                throw new CannotCreateTransactionException("away");
            }
        });

        dispatcher.stop();

        assertThat(tries).hasValue(1);
    }

    @Test
    void whereMailsAreQuickSomeAreClaimedAheadAndHandedBackAtAStop() {
        Dispatcher dispatcher = afterQuickMailsNoneComesToItsEnd(WhenInDoubt.RESEND, SHORT);
        await().atMost(LONG).until(() -> count("SENDING") > CONNECTIONS);

        dispatcher.stop();

        assertThat(count("SENDING")).isZero();
        assertThat(due()).isEqualTo(count("QUEUED")).isGreaterThan(CONNECTIONS);
        assertThat(attempts("handed back when the service stopped")).isGreaterThan(CONNECTIONS);
    }

    @Test
    void nothingIsClaimedAheadWhereItWouldWaitForAPerson() {
        Dispatcher dispatcher = afterQuickMailsNoneComesToItsEnd(WhenInDoubt.HOLD, SHORT);

        assertThat(count("SENDING")).isEqualTo(CONNECTIONS);

        dispatcher.stop();
    }

    @Test
    void whatIsClaimedAheadIsHandedBackWhenNobodyCanSend() {
        Dispatcher dispatcher = afterQuickMailsNoneComesToItsEnd(WhenInDoubt.RESEND, LONG);
        await().atMost(LONG).until(() -> count("SENDING") > CONNECTIONS);

        outcome = new SendResult.NobodyNow("connection refused", false);
        theServerGoesOn.complete(null);

        await().atMost(LONG).until(() -> count("SENDING") == 0);
        assertThat(attempts("handed back while no mail could be handed over")).isPositive();
        assertThat(attempts("connection refused")).isEqualTo(CONNECTIONS);
        dispatcher.stop();
    }

    @Test
    void twoShareTheWorkAndNoMailIsSentTwice() throws Exception {
        add(500);
        List<UUID> sentByOne = Collections.synchronizedList(new ArrayList<>());
        List<UUID> sentByTheOther = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch bothHaveBegun = new CountDownLatch(2);
        Dispatcher one = dispatcher(takesAllOnce(bothHaveBegun, sentByOne), LONG);
        Dispatcher other = dispatcher(takesAllOnce(bothHaveBegun, sentByTheOther), LONG);

        one.start();
        other.start();
        await().atMost(LONG).until(() -> count("SENT") == 500);
        one.stop();
        other.stop();

        assertThat(sentByOne).isNotEmpty();
        assertThat(sentByTheOther).isNotEmpty();
        assertThat(Stream.concat(sentByOne.stream(), sentByTheOther.stream()))
                .hasSize(500)
                .doesNotHaveDuplicates();
    }

    @Test
    void goesOnAfterAnError() {
        MailOrder order = add(1).getFirst();
        afterNextTransaction.set(() -> {
            throw new StackOverflowError();
        });
        Dispatcher dispatcher = dispatcher((mail, mayFinish) -> TAKEN, LONG);

        dispatcher.start();
        await().until(() -> state(order.id()).equals("SENDING"));
        MailOrder next = add(1).getFirst();

        await().atMost(LONG).until(() -> state(next.id()).equals("SENT"));
        dispatcher.stop();
    }

    /** Returns when as many are on their way as there are connections. */
    private Dispatcher afterQuickMailsNoneComesToItsEnd(WhenInDoubt whenInDoubt, Duration stopTimeout) {
        add(2_000);
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch stuck = new CountDownLatch(CONNECTIONS);
        Dispatcher dispatcher = dispatcher(
                (mail, mayFinish) -> {
                    if (begun.incrementAndGet() > 1_000) {
                        stuck.countDown();
                        theServerGoesOn.join();
                        return outcome;
                    }
                    return TAKEN;
                },
                whenInDoubt,
                stopTimeout);
        dispatcher.start();
        await().atMost(LONG).until(() -> stuck.getCount() == 0);
        return dispatcher;
    }

    /** None comes to its end before both have begun: the quicker one would leave nothing to the other. */
    private Channel takesAllOnce(CountDownLatch bothHaveBegun, List<UUID> sent) {
        AtomicBoolean begun = new AtomicBoolean();
        return (mail, mayFinish) -> {
            if (!begun.getAndSet(true)) {
                bothHaveBegun.countDown();
            }
            try {
                bothHaveBegun.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            sent.add(mail.id());
            return TAKEN;
        };
    }

    private Dispatcher dispatcher(Channel channel, Duration stopTimeout) {
        return dispatcher(channel, WhenInDoubt.RESEND, stopTimeout);
    }

    private Dispatcher dispatcher(Channel channel, WhenInDoubt whenInDoubt, Duration stopTimeout) {
        DeliverySettings settings = Jobs.settings(whenInDoubt, Duration.ofSeconds(5), stopTimeout);
        Breaker breaker = new Breaker(settings);
        Leases held = new Leases(jobs, settings.lease());
        leases.add(held);
        DeliveryWorker worker = new DeliveryWorker(
                mail -> new ComposedMail("Ada", "Hello", "text", "<p>html</p>", "en"),
                channel,
                Jobs.policy(WhenInDoubt.RESEND),
                jobs,
                new Recorder(jobs),
                breaker,
                new DeliveryTracing(Tracer.NOOP, Propagator.NOOP),
                Jobs.metrics());
        return new Dispatcher(jobs, held, breaker, worker, settings);
    }

    private List<MailOrder> add(int count) {
        List<MailOrder> orders = Stream.generate(Jobs::anOrder).limit(count).toList();
        transaction.executeWithoutResult(status -> jobs.insert(orders));
        return orders;
    }

    private String state(UUID id) {
        return jdbc.sql("select state from mail_job where id = ?")
                .param(id)
                .query((row, number) -> row.getString(1))
                .single();
    }

    private int count(String state) {
        return jdbc.sql("select count(*) from mail_job where state = ?")
                .param(state)
                .query(Integer.class)
                .single();
    }

    private int attempts(String words) {
        return jdbc.sql("select count(*) from mail_attempt where words = ?")
                .param(words)
                .query(Integer.class)
                .single();
    }

    private int due() {
        return jdbc.sql("select count(*) from mail_job where state = 'QUEUED' and due_at <= current_timestamp")
                .query(Integer.class)
                .single();
    }

    /** Lets a test come in before a transaction, and between a commit and what follows. */
    private final class Interrupted extends TransactionTemplate {

        private static final long serialVersionUID = 1L;

        Interrupted() {
            super(new JdbcTransactionManager(source));
        }

        @Override
        public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
            beforeEachTransaction.get().run();
            T result = super.execute(action);
            afterNextTransaction.getAndSet(() -> {}).run();
            return result;
        }
    }
}
