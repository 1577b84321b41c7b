package org.reliablesignup.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.testing.process.BrokerProcess;
import org.reliablesignup.testing.process.FreePorts;
import org.reliablesignup.testing.process.JavaProcess;

/** One broker of a {@link BrokerCluster}: its ports, its data, its process. */
final class Broker {

    private final int id;
    private final Path folder;
    private final int controllerPort = FreePorts.one();
    private final int brokersPort = FreePorts.one();
    private final int clientsPort = FreePorts.one();
    private final FaultyLink link = FaultyLink.to(clientsPort);
    private @Nullable JavaProcess process;

    /** Not started yet. */
    Broker(int id, Path folder) {
        this.id = id;
        this.folder = folder;
    }

    int id() {
        return id;
    }

    FaultyLink link() {
        return link;
    }

    /** @throws IllegalStateException if it was never started */
    JavaProcess process() {
        if (process == null) {
            throw new IllegalStateException("broker " + id + " was never started");
        }
        return process;
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    String voter() {
        return id + "@localhost:" + controllerPort;
    }

    void start(String voters, int clusterSize) {
        Path file = folder.resolve("broker-" + id + ".properties");
        Properties properties = new Properties();
        properties.putAll(settings(voters, clusterSize));
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = JavaProcess.start(
                List.of("-Xmx320m"),
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                List.of(file.toString()),
                folder.resolve("broker-" + id + ".log"));
    }

    private Map<String, String> settings(String voters, int clusterSize) {
        String replicas = Integer.toString(clusterSize);
        String inSync = Integer.toString(Math.max(1, clusterSize - 1));
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(id)),
                Map.entry("log.dirs", folder.resolve("broker-" + id).toString()),
                Map.entry("controller.quorum.voters", voters),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("inter.broker.listener.name", "BROKERS"),
                Map.entry("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,BROKERS:PLAINTEXT,CLIENTS:PLAINTEXT"),
                Map.entry(
                        "listeners",
                        "CONTROLLER://localhost:%d,BROKERS://localhost:%d,CLIENTS://localhost:%d"
                                .formatted(controllerPort, brokersPort, clientsPort)),
                Map.entry(
                        "advertised.listeners",
                        "BROKERS://localhost:%d,CLIENTS://localhost:%d".formatted(brokersPort, link.port())),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("default.replication.factor", replicas),
                Map.entry("min.insync.replicas", inSync),
                Map.entry("offsets.topic.replication.factor", replicas),
                Map.entry("offsets.topic.num.partitions", "5"),
                Map.entry("transaction.state.log.replication.factor", replicas),
                Map.entry("transaction.state.log.min.isr", inSync),
                Map.entry("share.coordinator.state.topic.replication.factor", replicas),
                Map.entry("share.coordinator.state.topic.min.isr", inSync),
                // Death is noticed in seconds, so that a suite of many deaths ends.
                Map.entry("broker.session.timeout.ms", "3000"),
                Map.entry("broker.heartbeat.interval.ms", "500"),
                Map.entry("controller.quorum.election.timeout.ms", "1000"),
                Map.entry("controller.quorum.fetch.timeout.ms", "2000"),
                Map.entry("replica.lag.time.max.ms", "5000"),
                Map.entry("group.consumer.min.session.timeout.ms", "3000"),
                Map.entry("group.consumer.session.timeout.ms", "6000"),
                Map.entry("group.consumer.min.heartbeat.interval.ms", "500"),
                Map.entry("group.consumer.heartbeat.interval.ms", "500"),
                Map.entry("group.consumer.assignment.interval.ms", "0"));
    }
}
