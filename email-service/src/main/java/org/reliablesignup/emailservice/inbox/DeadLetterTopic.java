package org.reliablesignup.emailservice.inbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.reliablesignup.events.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Creates the dead letter topic in the background, as soon as there is a broker. */
final class DeadLetterTopic implements SmartLifecycle {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(DeadLetterTopic.class);

    private final Map<String, Object> config;
    private final InboxSettings settings;
    private volatile CountDownLatch stopping = new CountDownLatch(0);

    DeadLetterTopic(Map<String, Object> clientConfig, InboxSettings settings) {
        this.settings = settings;
        int timeout = Math.toIntExact(settings.acknowledgeTimeout().toMillis());
        config = new HashMap<>(clientConfig);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
    }

    @Override
    public void start() {
        CountDownLatch stop = new CountDownLatch(1);
        stopping = stop;
        Thread.ofVirtual().name("dead-letter-topic").start(() -> createUnless(stop));
    }

    @Override
    public void stop() {
        stopping.countDown();
    }

    @Override
    public boolean isRunning() {
        return stopping.getCount() > 0;
    }

    private void createUnless(CountDownLatch stop) {
        boolean troubled = false;
        try {
            do {
                Optional<Throwable> failure = create();
                if (failure.isEmpty()) {
                    return;
                }
                if (!troubled) {
                    log.warn(
                            "Cannot create {} yet: {}",
                            Topics.ACCOUNT_EVENTS_DLT,
                            failure.get().toString());
                    troubled = true;
                }
            } while (!stop.await(settings.maxRetry().toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns why it failed, if so. Where we may not create topics, the operator has. */
    private Optional<Throwable> create() throws InterruptedException {
        NewTopic topic = new NewTopic(
                        Topics.ACCOUNT_EVENTS_DLT, settings.deadLetterPartitions(), settings.replicationFactor())
                .configs(
                        Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(DeadLetters.maxBytes(settings))));
        Admin admin = Admin.create(config);
        try {
            admin.createTopics(List.of(topic)).all().get();
            return Optional.empty();
        } catch (ExecutionException e) {
            boolean done =
                    e.getCause() instanceof TopicExistsException || e.getCause() instanceof AuthorizationException;
            return done ? Optional.empty() : Optional.ofNullable(e.getCause());
        } catch (KafkaException e) {
            return Optional.of(e);
        } finally {
            admin.close(CLOSE_TIMEOUT);
        }
    }
}
