package org.reliablesignup.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.reliablesignup.outbox.Events.anEvent;
import static org.reliablesignup.outbox.Events.anEventOf;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.EventHeaders;
import org.reliablesignup.events.EventMessage;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.TestDatabase;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/** What the relay promises, whatever the database. */
abstract class OutboxRelayContract {

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestDatabase database;
    private final HikariDataSource dataSource;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final RecordingTransport transport = new RecordingTransport();
    private final List<OutboxRelay> relays = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    OutboxRelayContract(Database kind) {
        database = TestDatabase.create(kind);
        Map<String, String> properties = database.properties();
        dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(properties.get("spring.datasource.url"));
        dataSource.setUsername(properties.get("spring.datasource.username"));
        dataSource.setPassword(properties.get("spring.datasource.password"));
        jdbc = JdbcClient.create(dataSource);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    @BeforeEach
    void createTables() {
        new ResourceDatabasePopulator(new ClassPathResource("schema.sql", Outbox.class)).execute(dataSource);
    }

    @AfterEach
    void stop() {
        transport.answer(record -> RecordingTransport.acknowledged());
        relays.forEach(OutboxRelay::stop);
        dataSource.close();
        database.close();
    }

    @Test
    void publishesAtOnceAfterTheCommit() {
        Event event = anEvent();
        append(startRelay(HOUR), event);

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertPublished(List.of(event)));
        EventMessage message = new EventCodec().encode(event);
        OutboxRecord record = transport.stored.getFirst();
        assertThat(record.topic()).isEqualTo(message.topic());
        assertThat(record.key()).isEqualTo(message.key());
        assertThat(record.headers()).isEqualTo(message.headers());
        assertThat(record.data()).isEqualTo(message.data());
        awaitEmptyTable();
    }

    @Test
    void publishesNothingOfATransactionThatIsRolledBack() {
        Outbox outbox = outboxOf(startRelay(HOUR));
        transaction.executeWithoutResult(status -> {
            outbox.append(anEvent());
            status.setRollbackOnly();
        });
        Event kept = anEvent();
        transaction.executeWithoutResult(status -> outbox.append(kept));

        awaitEmptyTable();
        assertPublished(List.of(kept));
    }

    @Test
    void refusesAnEventWithoutATransaction() {
        Outbox outbox = outboxOf(newRelay(HOUR));

        assertThatThrownBy(() -> outbox.append(anEvent())).isInstanceOf(IllegalTransactionStateException.class);
        assertThat(rows()).isZero();
    }

    @Test
    void findsByItselfWhatWasCommittedBeforeACrash() {
        Event event = anEvent();
        append(newRelay(HOUR), event);
        startRelay(HOUR);

        awaitEmptyTable();
        assertPublished(List.of(event));
    }

    @Test
    void findsWithItsPollWhatNobodySignalled() {
        startRelay(Duration.ofMillis(100));
        append(newRelay(HOUR), anEvent());

        awaitEmptyTable();
        assertThat(transport.stored).hasSize(1);
    }

    @Test
    void keepsARowThatWasNotAcknowledgedAndPublishesItLater() {
        AtomicInteger attempts = new AtomicInteger();
        transport.answer(record ->
                attempts.incrementAndGet() < 3 ? RecordingTransport.failedLater() : RecordingTransport.acknowledged());
        Event event = anEvent();
        append(startRelay(HOUR), event);

        awaitEmptyTable();
        assertPublished(List.of(event));
        assertThat(meters.counter("outbox.failed").count()).isEqualTo(2);
        assertThat(meters.counter("outbox.published").count()).isEqualTo(1);
    }

    @Test
    void keepsTheOrderOfAKeyWhenItsFirstRecordFails() {
        UUID account = UUID.randomUUID();
        List<Event> events = List.of(anEventOf(account), anEventOf(account), anEventOf(account));
        AtomicInteger attempts = new AtomicInteger();
        transport.answer(record ->
                attempts.incrementAndGet() == 1 ? RecordingTransport.failedLater() : RecordingTransport.acknowledged());
        append(startRelay(HOUR), events.toArray(Event[]::new));

        awaitEmptyTable();
        assertPublished(events);
    }

    @Test
    void parksWhatTheBrokerRefusesForGoodAndGoesOn() {
        Event bad = anEvent();
        Event good = anEvent();
        String badId = bad.eventId().toString();
        transport.answer(record -> badId.equals(record.headers().get(EventHeaders.ID))
                ? RecordingTransport.refused()
                : RecordingTransport.acknowledged());
        append(startRelay(HOUR), bad, good);

        await().untilAsserted(() -> assertThat(rows()).isOne());
        assertPublished(List.of(good));
        assertThat(jdbc.sql("select last_error from outbox where parked_at is not null and event_id = ?")
                        .param(bad.eventId())
                        .query(String.class)
                        .single())
                .contains("too large");
        assertThat(meters.counter("outbox.parked").count()).isEqualTo(1);
        assertThat(gauge("outbox.pending")).isZero();
    }

    @Test
    void triesWithGrowingPausesWhileTheBrokerIsAway() throws InterruptedException {
        CountDownLatch fewTries = new CountDownLatch(3);
        transport.answer(record -> {
            fewTries.countDown();
            throw new IllegalStateException("away");
        });
        OutboxRelay relay = startRelay(HOUR);
        for (int i = 0; i < 50; i++) {
            append(relay, anEvent());
        }
        fewTries.await();

        // 50 sign-ups, each with its signal, did not make 50 tries.
        assertThat(transport.asked).hasSizeLessThan(25);
        assertThat(rows()).isEqualTo(50);
        assertThat(gauge("outbox.pending")).isEqualTo(50);
        assertThat(gauge("outbox.oldest.age")).isPositive();
        transport.answer(record -> RecordingTransport.acknowledged());
        awaitEmptyTable();
        assertThat(transport.stored).hasSize(50);
    }

    @Test
    void othersPassWhileOnePartitionIsAway() {
        List<UUID> away = Stream.generate(UUID::randomUUID).limit(5).toList();
        partitionIsAway(away, RecordingTransport::failedLater);
        OutboxRelay relay = startRelay(HOUR);
        for (int i = 0; i < 5; i++) {
            away.forEach(account -> append(relay, anEventOf(account)));
        }
        List<Event> others = Stream.<Event>generate(Events::anEvent).limit(15).toList();
        append(relay, others.toArray(Event[]::new));

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertPublished(others));
        assertThat(rows()).isEqualTo(25);

        transport.answer(record -> RecordingTransport.acknowledged());
        awaitEmptyTable();
        assertThat(transport.stored).hasSize(40);
        for (UUID account : away) {
            assertThat(transport.stored)
                    .filteredOn(record -> record.key().equals(account.toString()))
                    .extracting(OutboxRecord::id)
                    .isSorted()
                    .hasSize(5);
        }
    }

    @Test
    void nobodyWaitsWhileAPartitionThatWasAwayIsTriedAgain() {
        UUID away = UUID.randomUUID();
        CompletableFuture<Void> acknowledgement = new CompletableFuture<>();
        AtomicInteger tries = new AtomicInteger();
        partitionIsAway(
                List.of(away), () -> tries.incrementAndGet() == 1 ? RecordingTransport.failedLater() : acknowledgement);
        OutboxRelay relay = startRelay(HOUR);
        append(relay, anEventOf(away), anEventOf(away));
        await().until(() -> tries.get() == 2);

        Event other = anEvent();
        append(relay, other);

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertPublished(List.of(other)));
        assertThat(tries.get()).isEqualTo(2);
        acknowledgement.complete(null);
        awaitEmptyTable();
        assertThat(transport.stored).hasSize(3);
    }

    @Test
    void keepsTheOrderOfAKeyWhoseFirstRecordIsCommittedDuringALook() throws SQLException {
        UUID account = UUID.randomUUID();
        UUID away = UUID.randomUUID();
        UUID lookedAt = UUID.randomUUID();
        try (Connection slow = dataSource.getConnection()) {
            slow.setAutoCommit(false);
            EventMessage first = new EventCodec().encode(anEventOf(account));
            new OutboxTable(new JdbcTemplate(new SingleConnectionDataSource(slow, true)))
                    .insert(List.of(new OutboxTable.Row(UUID.randomUUID(), first, null)));
            OutboxRelay relay = newRelay(HOUR);
            append(relay, Stream.generate(() -> anEventOf(away)).limit(20).toArray(Event[]::new));
            append(
                    relay,
                    Stream.generate(() -> anEventOf(lookedAt))
                            .limit(OutboxPass.PAGE)
                            .toArray(Event[]::new));
            partitionIsAway(List.of(away, lookedAt), RecordingTransport::failedLater);
            AtomicInteger looks = new AtomicInteger();
            transport.lane(key -> {
                if (key.equals(lookedAt.toString()) && looks.incrementAndGet() == 1) {
                    CompletableFuture.runAsync(() -> {
                                commit(slow);
                                append(relay, anEventOf(account));
                            })
                            .join();
                }
                return key.equals(account.toString()) ? 2 : 1;
            });
            relay.start();

            await().atMost(Duration.ofSeconds(20)).until(() -> transport.stored.size() == 2);
            assertThat(transport.stored).extracting(OutboxRecord::id).isSorted();
        }
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void drainsMoreThanOneBatch() {
        List<Event> events = new ArrayList<>();
        UUID account = UUID.randomUUID();
        for (int i = 0; i < 47; i++) {
            events.add(anEventOf(account));
        }
        append(startRelay(HOUR), events.toArray(Event[]::new));

        awaitEmptyTable();
        assertPublished(events);
    }

    @Test
    void twoRelaysPublishEverythingOnceAndInOrder() {
        OutboxRelay one = startRelay(HOUR);
        OutboxRelay other = startRelay(HOUR);
        List<UUID> accounts =
                List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        transport.answer(record -> CompletableFuture.runAsync(Thread::yield));
        for (int i = 0; i < 200; i++) {
            append(i % 2 == 0 ? one : other, anEventOf(accounts.get(i % accounts.size())));
        }

        awaitEmptyTable();
        assertThat(transport.stored).hasSize(200);
        assertThat(new HashSet<>(eventIds())).hasSize(200);
        for (UUID account : accounts) {
            assertThat(transport.stored)
                    .filteredOn(record -> record.key().equals(account.toString()))
                    .extracting(OutboxRecord::id)
                    .isSorted();
        }
    }

    @Test
    void finishesTheBatchInFlightWhenStopped() throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(1);
        CompletableFuture<Void> acknowledgement = new CompletableFuture<>();
        transport.answer(record -> {
            sent.countDown();
            return acknowledgement;
        });
        OutboxRelay relay = startRelay(HOUR);
        append(relay, anEvent());
        sent.await();
        Thread stop = Thread.ofPlatform().start(relay::stop);
        await().until(() -> stop.getState() == Thread.State.WAITING);
        acknowledgement.complete(null);
        stop.join();

        assertThat(rows()).isZero();
        assertThat(relay.isRunning()).isFalse();
    }

    @Test
    void publishesBeforeItStopsWhatWasCommittedDuringTheLastBatch() throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(1);
        CompletableFuture<Void> acknowledgement = new CompletableFuture<>();
        transport.answer(record -> {
            sent.countDown();
            return acknowledgement;
        });
        OutboxRelay relay = startRelay(HOUR);
        Event first = anEvent();
        append(relay, first);
        sent.await();
        Event last = anEvent();
        append(relay, last);
        Thread stop = Thread.ofPlatform().start(relay::stop);
        await().until(() -> stop.getState() == Thread.State.WAITING);
        acknowledgement.complete(null);
        stop.join();

        assertThat(rows()).isZero();
        assertPublished(List.of(first, last));
    }

    @Test
    void stopsAtOnceWhileAPartitionIsAway() throws InterruptedException {
        UUID away = UUID.randomUUID();
        AtomicInteger tries = new AtomicInteger();
        partitionIsAway(
                List.of(away),
                () -> tries.incrementAndGet() == 1 ? RecordingTransport.failedLater() : new CompletableFuture<>());
        OutboxRelay relay = startRelay(HOUR);
        append(relay, anEventOf(away));
        await().until(() -> tries.get() == 2);

        Thread stop = Thread.ofPlatform().start(relay::stop);

        try {
            assertThat(stop.join(Duration.ofSeconds(20))).isTrue();
        } finally {
            relay.signal();
        }
    }

    @Test
    void publishesNothingThatWasWithdrawn() {
        UUID account = UUID.randomUUID();
        Event other = anEvent();
        OutboxRelay relay = newRelay(HOUR);
        append(relay, anEventOf(account), other, anEventOf(account));
        jdbc.sql("update outbox set parked_at = current_timestamp where id = (select min(id) from outbox)")
                .update();

        transaction.executeWithoutResult(status -> waitingEvents().withdraw(account));
        relay.start();

        awaitEmptyTable();
        assertPublished(List.of(other));
    }

    @Test
    void withdrawsNothingInATransactionThatIsRolledBack() {
        UUID account = UUID.randomUUID();
        Event event = anEventOf(account);
        OutboxRelay relay = newRelay(HOUR);
        append(relay, event);

        transaction.executeWithoutResult(status -> {
            waitingEvents().withdraw(account);
            status.setRollbackOnly();
        });
        relay.start();

        awaitEmptyTable();
        assertPublished(List.of(event));
    }

    @Test
    void refusesToWithdrawWithoutATransaction() {
        assertThatThrownBy(() -> waitingEvents().withdraw(UUID.randomUUID()))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    /** Neither waits for the other: the broker may take its time to acknowledge. */
    @Test
    void whatIsWithdrawnWhileItIsPublishedLeavesBeforeWhatFollows() {
        UUID account = UUID.randomUUID();
        Event first = anEventOf(account);
        Event last = anEventOf(account);
        CompletableFuture<Void> acknowledgement = new CompletableFuture<>();
        transport.answer(record -> acknowledgement);
        OutboxRelay relay = startRelay(HOUR);
        append(relay, first);
        await().until(() -> transport.asked.size() == 1);

        transaction.executeWithoutResult(status -> {
            waitingEvents().withdraw(account);
            outboxOf(relay).append(last);
        });
        acknowledgement.complete(null);

        awaitEmptyTable();
        assertPublished(List.of(first, last));
    }

    @Test
    void whatIsWithdrawnWhileItIsPublishedIsNotTriedAgain() {
        UUID account = UUID.randomUUID();
        Event last = anEventOf(account);
        CompletableFuture<Void> acknowledgement = new CompletableFuture<>();
        transport.answer(record -> transport.asked.size() == 1 ? acknowledgement : RecordingTransport.acknowledged());
        OutboxRelay relay = startRelay(HOUR);
        append(relay, anEventOf(account));
        await().until(() -> transport.asked.size() == 1);

        transaction.executeWithoutResult(status -> {
            waitingEvents().withdraw(account);
            outboxOf(relay).append(last);
        });
        acknowledgement.completeExceptionally(new IllegalStateException("no acknowledgement"));

        awaitEmptyTable();
        assertPublished(List.of(last));
        assertThat(transport.asked).hasSize(2);
    }

    private WaitingEvents waitingEvents() {
        return new WaitingEvents(new OutboxTable(new JdbcTemplate(dataSource)));
    }

    private void partitionIsAway(List<UUID> accounts, Supplier<CompletableFuture<?>> answer) {
        Set<String> keys = accounts.stream().map(UUID::toString).collect(Collectors.toSet());
        transport.lane(key -> keys.contains(key) ? 1 : 2);
        transport.answer(record -> keys.contains(record.key()) ? answer.get() : RecordingTransport.acknowledged());
    }

    private OutboxRelay startRelay(Duration pollInterval) {
        OutboxRelay relay = newRelay(pollInterval);
        relay.start();
        return relay;
    }

    private OutboxRelay newRelay(Duration pollInterval) {
        OutboxTable table = new OutboxTable(new JdbcTemplate(dataSource));
        OutboxSettings settings = new OutboxSettings(
                pollInterval,
                10,
                Duration.ofMillis(400),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ofSeconds(30),
                List.of(),
                1,
                (short) 1);
        OutboxRelay relay = new OutboxRelay(table, transaction, transport, new OutboxMetrics(meters, table), settings);
        relays.add(relay);
        return relay;
    }

    private Outbox outboxOf(OutboxRelay relay) {
        return new JdbcOutbox(new OutboxTable(new JdbcTemplate(dataSource)), CurrentTrace.NONE, relay::signal);
    }

    private void append(OutboxRelay signalled, Event... events) {
        Outbox outbox = outboxOf(signalled);
        transaction.executeWithoutResult(status -> List.of(events).forEach(outbox::append));
    }

    private void awaitEmptyTable() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(rows()).isZero());
    }

    private void assertPublished(List<Event> events) {
        assertThat(eventIds())
                .containsExactlyElementsOf(
                        events.stream().map(event -> event.eventId().toString()).toList());
    }

    private List<String> eventIds() {
        return transport.stored.stream()
                .map(record -> record.headers().getOrDefault(EventHeaders.ID, ""))
                .toList();
    }

    private int rows() {
        return jdbc.sql("select count(*) from outbox").query(Integer.class).single();
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }
}
