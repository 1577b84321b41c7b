package org.reliablesignup.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.NewTopic;
import org.reliablesignup.topics.KafkaTopics;
import org.reliablesignup.tracing.EventTracing;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** An {@link Outbox} for every application that has this module, a database and a broker. */
@AutoConfiguration(
        after = {JdbcClientAutoConfiguration.class, KafkaAutoConfiguration.class},
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration"
        })
@EnableConfigurationProperties(OutboxSettings.class)
class OutboxAutoConfiguration {

    @Bean
    Outbox outbox(
            OutboxTable table,
            OutboxRelay relay,
            ObjectProvider<Tracer> tracer,
            ObjectProvider<Propagator> propagator) {
        Tracer spans = tracer.getIfAvailable();
        Propagator headers = propagator.getIfAvailable();
        CurrentTrace trace = spans == null || headers == null ? CurrentTrace.NONE : CurrentTrace.of(spans, headers);
        return new JdbcOutbox(table, trace, relay::signal);
    }

    @Bean
    WaitingEvents waitingEvents(OutboxTable table) {
        return new WaitingEvents(table);
    }

    @Bean
    OutboxTable outboxTable(JdbcTemplate template) {
        return new OutboxTable(template);
    }

    @Bean
    OutboxHealth outboxHealthIndicator(OutboxTable table, OutboxSettings settings) {
        return new OutboxHealth(table, settings.degradedAfter());
    }

    /** With a transaction manager of its own: plain JDBC, whatever the application uses. */
    @Bean
    OutboxRelay outboxRelay(
            OutboxTable table,
            DataSource dataSource,
            EventTransport transport,
            ObjectProvider<MeterRegistry> registry,
            OutboxSettings settings) {
        return new OutboxRelay(
                table,
                new TransactionTemplate(new JdbcTransactionManager(dataSource)),
                transport,
                new OutboxMetrics(registry.getIfAvailable(SimpleMeterRegistry::new), table),
                settings);
    }

    @Bean
    KafkaTransport outboxTransport(
            ProducerFactory<?, ?> factory, KafkaTopics outboxTopics, EventTracing tracing, OutboxSettings settings) {
        return new KafkaTransport(factory.getConfigurationProperties(), outboxTopics, tracing, settings);
    }

    @Bean
    KafkaTopics outboxTopics(KafkaAdmin admin, OutboxSettings settings) {
        return topics(admin.getConfigurationProperties(), settings);
    }

    static KafkaTopics topics(Map<String, Object> clientConfig, OutboxSettings settings) {
        return new KafkaTopics(
                clientConfig,
                settings.topics(),
                name -> new NewTopic(name, settings.partitions(), settings.replicationFactor())
                        .configs(KafkaTopics.TIMED_BY_THE_BROKER),
                settings.maxBlock(),
                settings.maxBackOff());
    }
}
