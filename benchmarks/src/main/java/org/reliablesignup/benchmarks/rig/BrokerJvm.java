package org.reliablesignup.benchmarks.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.reliablesignup.testing.process.BrokerProcess;
import org.reliablesignup.testing.process.FreePorts;
import org.reliablesignup.testing.process.JavaProcess;
import org.reliablesignup.testing.process.Wait;

/** A Kafka broker with Kafka's defaults, in a process of its own. */
public final class BrokerJvm implements AutoCloseable {

    private final int port = FreePorts.one();
    private final int controllerPort = FreePorts.one();
    private final JavaProcess process;
    private final Admin admin;

    /** Returns when it answers. */
    public BrokerJvm(Path folder) {
        process = JavaProcess.start(
                List.of("-Xmx768m", "-XX:TieredStopAtLevel=4", "-XX:-UseSerialGC", "-XX:+UseG1GC"),
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                List.of(settings(folder).toString()),
                folder.resolve("broker.log"));
        admin = Admin.create(Map.of("bootstrap.servers", servers()));
        Wait.until(
                "the broker answers, see " + folder,
                Duration.ofMinutes(1),
                () -> !get(admin.describeCluster().nodes()).isEmpty());
    }

    public String servers() {
        return "localhost:" + port;
    }

    /** Makes it, empty, whether or not it was there. */
    public void recreate(String topic, int partitions) {
        if (get(admin.listTopics().names()).contains(topic)) {
            get(admin.deleteTopics(List.of(topic)).all());
        }
        Wait.until("topic " + topic + " is made", Duration.ofMinutes(1), () -> {
            get(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all());
            return true;
        });
    }

    /** How many records were ever stored in the topic. */
    public long records(String topic) {
        Map<TopicPartition, OffsetSpec> ends =
                get(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                        .flatMap(description -> description.partitions().stream())
                        .collect(Collectors.toMap(
                                partition -> new TopicPartition(topic, partition.partition()),
                                partition -> OffsetSpec.latest()));
        return get(admin.listOffsets(ends).all()).values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    /** How many members of the consumer group have partitions. */
    public long members(String group) {
        return get(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
                .flatMap(description -> description.members().stream())
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .count();
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path settings(Path folder) {
        Properties settings = new Properties();
        settings.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("log.dirs", folder.resolve("broker").toString()),
                Map.entry("controller.quorum.voters", "1@localhost:" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry(
                        "listeners",
                        "PLAINTEXT://localhost:%d,CONTROLLER://localhost:%d".formatted(port, controllerPort)),
                Map.entry("auto.create.topics.enable", "false"),
                // What one broker alone cannot have more of.
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1")));
        try {
            Path file = folder.resolve("broker.properties");
            try (var writer = Files.newBufferedWriter(file)) {
                settings.store(writer, null);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
        process.kill();
    }
}
