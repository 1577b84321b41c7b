package org.reliablesignup.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Creates the topics that are written to, from the background: whether the broker is there or not, the start goes on. */
final class KafkaTopics implements SmartLifecycle {

    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(KafkaTopics.class);

    private final Map<String, Object> config;
    private final OutboxSettings settings;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch stopping = new CountDownLatch(0);

    KafkaTopics(Map<String, Object> clientConfig, OutboxSettings settings) {
        this.config = new HashMap<>(clientConfig);
        this.settings = settings;
        int timeout = Math.toIntExact(settings.maxBlock().toMillis());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
    }

    /**
     * Returns when the topic is there. Blocks for a bounded time, and only where it was not seen before.
     *
     * @throws KafkaException if it is not there and could not be created
     */
    void ensure(String topic) {
        if (!known.contains(topic)) {
            create(topic);
            known.add(topic);
        }
    }

    /** The topic may be there no more. */
    void doubt(String topic) {
        known.remove(topic);
    }

    @Override
    public void start() {
        CountDownLatch stop = new CountDownLatch(1);
        stopping = stop;
        Thread.ofVirtual().name("outbox-topics").start(() -> createAll(stop));
    }

    @Override
    public void stop() {
        stopping.countDown();
    }

    @Override
    public boolean isRunning() {
        return stopping.getCount() > 0;
    }

    private void createAll(CountDownLatch stop) {
        BackOff retry = new BackOff(FIRST_RETRY, settings.maxBackOff());
        boolean troubled = false;
        try {
            do {
                try {
                    settings.topics().forEach(this::ensure);
                    if (troubled) {
                        log.info("The topics {} are there", settings.topics());
                    }
                    return;
                } catch (KafkaException e) {
                    if (!troubled) {
                        log.warn("Cannot create the topics {} yet: {}", settings.topics(), e.toString());
                        troubled = true;
                    }
                }
            } while (!stop.await(retry.next().toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void create(String topic) {
        Admin admin = Admin.create(config);
        try {
            admin.createTopics(List.of(new NewTopic(topic, settings.partitions(), settings.replicationFactor())))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            accept(topic, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        } finally {
            admin.close(CLOSE_TIMEOUT);
        }
    }

    private static void accept(String topic, Throwable failure) {
        switch (failure) {
            case TopicExistsException exists -> log.debug("Topic {} exists", topic, exists);
            // Where we may not create topics, the operator has.
            case AuthorizationException forbidden -> log.debug("Topic {} is not ours to create", topic, forbidden);
            case KafkaException other -> throw other;
            default -> throw new KafkaException(failure);
        }
    }
}
