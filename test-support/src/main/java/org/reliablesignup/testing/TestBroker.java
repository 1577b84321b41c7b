package org.reliablesignup.testing;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.testcontainers.kafka.KafkaContainer;

/** A Kafka broker of one's own, without topics: who needs one creates it. Not thread-safe. */
public final class TestBroker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TestBroker.class);

    /** Quick to form a group, and never a topic with the wrong number of partitions behind our back. */
    private static final Map<String, String> SETTINGS = Map.of(
            "auto.create.topics.enable", "false",
            "group.initial.rebalance.delay.ms", "0",
            "group.consumer.min.heartbeat.interval.ms", "100",
            "group.consumer.heartbeat.interval.ms", "100",
            "group.consumer.assignment.interval.ms", "0");

    private final String bootstrapServers;
    private final Runnable stop;

    private TestBroker(String bootstrapServers, Runnable stop) {
        this.bootstrapServers = bootstrapServers;
        this.stop = stop;
    }

    /** Starts one, on a port that is free. */
    public static TestBroker start() {
        return Containers.wanted() ? container() : embedded();
    }

    private static TestBroker embedded() {
        EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperties(SETTINGS);
        broker.afterPropertiesSet();
        log.info("Kafka of the tests: embedded, {}", broker.getBrokersAsString());
        return new TestBroker(broker.getBrokersAsString(), broker::destroy);
    }

    private static TestBroker container() {
        KafkaContainer container = new KafkaContainer(Containers.image("kafka"));
        SETTINGS.forEach((key, value) ->
                container.withEnv("KAFKA_" + key.replace('.', '_').toUpperCase(), value));
        container.withStartupTimeout(Containers.STARTS_WITHIN);
        container.start();
        log.info(
                "Kafka of the tests: container {}, {}",
                container.getDockerImageName(),
                container.getBootstrapServers());
        return new TestBroker(container.getBootstrapServers(), container::stop);
    }

    /** Where clients find it. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops it; its data go with it. */
    @Override
    public void close() {
        stop.run();
    }
}
