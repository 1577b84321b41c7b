package org.reliablesignup.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** A cluster of one broker, as a process, with Kafka's defaults wherever one broker can have them. Not thread-safe. */
public final class LoneBroker implements AutoCloseable {

    private final int port = FreePorts.one();
    private final JavaProcess process;

    /**
     * Starts it; returns when it takes requests.
     *
     * @param folder for its data and its log
     */
    public LoneBroker(Path folder, String... jvmOptions) {
        Path file = folder.resolve("broker.properties");
        Properties properties = new Properties();
        properties.putAll(settings(folder.resolve("broker"), FreePorts.one()));
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = JavaProcess.start(
                List.of(jvmOptions),
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                List.of(file.toString()),
                folder.resolve("broker.log"));
        Wait.until("the broker takes requests", Duration.ofMinutes(2), this::isThere);
    }

    /** Where clients find it. */
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    public JavaProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.kill();
    }

    private boolean isThere() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        }
    }

    private Map<String, String> settings(Path data, int controllerPort) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("log.dirs", data.toString()),
                Map.entry("controller.quorum.voters", "1@localhost:" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"),
                Map.entry(
                        "listeners",
                        "CONTROLLER://localhost:%d,PLAINTEXT://localhost:%d".formatted(controllerPort, port)),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"));
    }
}
