package org.reliablesignup.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.reliablesignup.testing.process.Wait;

/** Brokers as processes, each behind a link that can be made faulty: clients only ever see the links. */
final class BrokerCluster implements AutoCloseable {

    private final List<Broker> brokers;
    private final String voters;

    /** Starts that many; returns when all of them have joined. */
    BrokerCluster(int size, Path folder) {
        brokers = IntStream.rangeClosed(1, size)
                .mapToObj(id -> new Broker(id, folder))
                .toList();
        voters = brokers.stream().map(Broker::voter).collect(Collectors.joining(","));
        startAll();
    }

    List<Broker> brokers() {
        return brokers;
    }

    String bootstrapServers() {
        return brokers.stream()
                .map(broker -> "localhost:" + broker.link().port())
                .collect(Collectors.joining(","));
    }

    /** Starts those that do not run; returns when all of them have joined. */
    void startAll() {
        brokers.stream().filter(broker -> !broker.isAlive()).forEach(broker -> broker.start(voters, brokers.size()));
        Wait.until(
                "all brokers have joined",
                Duration.ofMinutes(2),
                () -> ask(admin -> admin.describeCluster()
                                .nodes()
                                .get(5, TimeUnit.SECONDS)
                                .size())
                        == brokers.size());
    }

    void killAll() {
        brokers.forEach(broker -> broker.process().kill());
    }

    /** The broker that leads that partition. */
    Broker leaderOf(String topic, int partition) {
        int id = ask(admin -> admin.describeTopics(List.of(topic))
                .topicNameValues()
                .values()
                .iterator()
                .next()
                .get(10, TimeUnit.SECONDS)
                .partitions()
                .get(partition)
                .leader()
                .id());
        return brokers.stream().filter(broker -> broker.id() == id).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        brokers.forEach(broker -> {
            broker.process().kill();
            broker.link().close();
        });
    }

    private <T> T ask(Question<T> question) {
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers(),
                "default.api.timeout.ms", "5000",
                "request.timeout.ms", "4000"))) {
            return question.put(admin);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    private interface Question<T> {
        T put(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }
}
