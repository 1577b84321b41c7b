package org.reliablesignup.topics;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Creates topics where they are not there: those of the start from the background, so that the start goes on whether
 * the broker is there or not, and any other when it is written to. One that exists stays as it is. Thread-safe.
 */
public final class KafkaTopics implements SmartLifecycle {

    /**
     * The broker's clock tells when a record came. By the producer's, one that is an hour ahead has everything refused
     * ({@code message.timestamp.after.max.ms}).
     */
    public static final Map<String, String> TIMED_BY_THE_BROKER =
            Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(KafkaTopics.class);

    private final Map<String, Object> config;
    private final List<String> atStart;
    private final Function<String, NewTopic> form;
    private final ExponentialBackOff retries;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch stopping = new CountDownLatch(0);

    /**
     * Talks to nobody yet.
     *
     * @param clientConfig how to reach the broker
     * @param atStart the topics to create when the application starts
     * @param form what a topic of that name is to be like
     * @param timeout how long the broker may take to answer
     * @param maxRetry the longest pause between two tries at the start
     */
    public KafkaTopics(
            Map<String, Object> clientConfig,
            List<String> atStart,
            Function<String, NewTopic> form,
            Duration timeout,
            Duration maxRetry) {
        this.config = new HashMap<>(clientConfig);
        this.atStart = List.copyOf(atStart);
        this.form = form;
        this.retries = new ExponentialBackOff(FIRST_RETRY.toMillis(), 2);
        retries.setMaxInterval(maxRetry.toMillis());
        int millis = Math.toIntExact(timeout.toMillis());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    }

    /**
     * Returns when the topic is there. Blocks for a bounded time, and only where it was not seen before.
     *
     * @throws KafkaException if it is not there and could not be created
     */
    public void ensure(String topic) {
        if (!known.contains(topic)) {
            create(topic);
            known.add(topic);
        }
    }

    /** The topic may be there no more. */
    public void doubt(String topic) {
        known.remove(topic);
    }

    @Override
    public void start() {
        CountDownLatch stop = new CountDownLatch(1);
        stopping = stop;
        Thread.ofVirtual().name("kafka-topics").start(() -> createAll(stop));
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
        BackOffExecution retry = retries.start();
        boolean troubled = false;
        try {
            do {
                try {
                    atStart.forEach(this::ensure);
                    if (troubled) {
                        log.info("The topics {} are there", atStart);
                    }
                    return;
                } catch (KafkaException e) {
                    if (!troubled) {
                        log.warn("Cannot create the topics {} yet: {}", atStart, e.toString());
                        troubled = true;
                    }
                }
            } while (!stop.await(retry.nextBackOff(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void create(String topic) {
        Admin admin = Admin.create(config);
        try {
            admin.createTopics(List.of(form.apply(topic))).all().get();
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
