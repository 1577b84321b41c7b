package org.reliablesignup.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.reliablesignup.outbox.Events.anEvent;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reliablesignup.events.Topics;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.TestBroker;
import org.reliablesignup.testing.TestDatabase;
import org.reliablesignup.topics.KafkaTopics;
import org.reliablesignup.tracing.EventTracing;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A real broker that is not there at first, then is, then is gone. */
class BrokerAwayIT {

    private static final int EVENTS = 20;
    private static final Duration SOON = Duration.ofSeconds(40);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void keepsTheRowsUntilTheBrokerIsThere() throws Exception {
        try (TestDatabase database = TestDatabase.create(Database.POSTGRESQL);
                HikariDataSource dataSource = new HikariDataSource();
                Forwarder forwarder = new Forwarder()) {
            Map<String, String> properties = database.properties();
            dataSource.setJdbcUrl(properties.get("spring.datasource.url"));
            dataSource.setUsername(properties.get("spring.datasource.username"));
            dataSource.setPassword(properties.get("spring.datasource.password"));
            new ResourceDatabasePopulator(new ClassPathResource("schema.sql", Outbox.class)).execute(dataSource);
            OutboxTable table = new OutboxTable(new JdbcTemplate(dataSource));
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
            OutboxSettings settings = settings();
            Map<String, Object> client = Map.of("bootstrap.servers", forwarder.address());
            KafkaTopics topics = OutboxAutoConfiguration.topics(client, settings);
            try (KafkaTransport transport = new KafkaTransport(client, topics, EventTracing.NONE, settings)) {
                OutboxRelay relay =
                        new OutboxRelay(table, transaction, transport, new OutboxMetrics(meters, table), settings);
                Outbox outbox = new JdbcOutbox(table, CurrentTrace.NONE, relay::signal);
                Runnable appendAll = () -> {
                    for (int i = 0; i < EVENTS; i++) {
                        transaction.executeWithoutResult(status -> outbox.append(anEvent()));
                    }
                };
                topics.start();
                relay.start();
                try {
                    appendAll.run();
                    await().atMost(SOON).until(() -> failures() > 1);
                    assertThat(table.pending(1000)).isEqualTo(EVENTS);
                    await().atMost(SOON).until(() -> status(table, settings).equals("DEGRADED"));

                    try (TestBroker broker = TestBroker.start()) {
                        forwarder.openTo(broker.bootstrapServers());
                        await().atMost(SOON).until(() -> table.pending(1000) == 0);
                        assertThat(published()).isEqualTo(EVENTS);
                        assertThat(status(table, settings)).isEqualTo("UP");
                    }

                    double before = failures();
                    appendAll.run();
                    await().atMost(SOON).until(() -> failures() > before);
                    assertThat(table.pending(1000)).isEqualTo(EVENTS);
                    assertThat(published()).isEqualTo(EVENTS);
                } finally {
                    relay.stop();
                    topics.stop();
                }
            }
        }
    }

    private double failures() {
        return meters.counter("outbox.failed").count();
    }

    private double published() {
        return meters.counter("outbox.published").count();
    }

    private static String status(OutboxTable table, OutboxSettings settings) {
        return new OutboxHealth(table, settings.degradedAfter())
                .health()
                .getStatus()
                .getCode();
    }

    /** The poll is slow: what finds the broker again are the repeated tries. */
    private static OutboxSettings settings() {
        return new OutboxSettings(
                Duration.ofHours(1),
                500,
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofMillis(2),
                Duration.ofSeconds(1),
                List.of(Topics.ACCOUNT_EVENTS),
                3,
                (short) 1);
    }
}
