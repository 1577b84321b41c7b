package org.reliablesignup.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reliablesignup.outbox.Events.anEvent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.EventMessage;
import org.reliablesignup.events.Topics;
import org.reliablesignup.testing.TestBroker;
import org.reliablesignup.topics.KafkaTopics;
import org.reliablesignup.tracing.EventTracing;

/** A producer that never tells of a record, as one that waits for its id from a broker that gives none. */
class OverdueAcknowledgementIT {

    @Test
    void aProducerThatNeverAnswersIsGivenUp() throws Exception {
        List<SilentProducer> producers = new ArrayList<>();
        try (TestBroker broker = TestBroker.start()) {
            Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
            OutboxSettings settings = settings();
            KafkaTopics topics = OutboxAutoConfiguration.topics(client, settings);
            try (KafkaTransport transport = new KafkaTransport(client, topics, EventTracing.NONE, settings, config -> {
                producers.add(new SilentProducer());
                return producers.getLast();
            })) {
                CompletableFuture<?> acknowledgement = transport.send(record(1));
                transport.flush();

                assertThatThrownBy(() -> acknowledgement.get(1, TimeUnit.MINUTES))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(TimeoutException.class);

                CompletableFuture<?> next = transport.send(record(2));
                assertThat(producers).hasSize(2);
                assertThat(producers.getFirst().closed()).isTrue();
                producers.getLast().completeNext();
                assertThat(next).isCompleted();
            }
        }
    }

    private static OutboxRecord record(long id) {
        EventMessage message = new EventCodec().encode(anEvent());
        return new OutboxRecord(id, message.topic(), message.key(), message.headers(), message.data());
    }

    private static OutboxSettings settings() {
        return new OutboxSettings(
                Duration.ofHours(1),
                500,
                Duration.ofMillis(500),
                Duration.ofMillis(100),
                Duration.ofSeconds(20),
                Duration.ofMillis(2),
                Duration.ofSeconds(1),
                List.of(Topics.ACCOUNT_EVENTS),
                3,
                (short) 1);
    }

    private static final class SilentProducer extends MockProducer<String, byte[]> {

        private final CountDownLatch closed = new CountDownLatch(1);

        SilentProducer() {
            super(false, null, new StringSerializer(), new ByteArraySerializer());
        }

        /** Waits for what never comes. */
        @Override
        public void flush() {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close(Duration timeout) {
            closed.countDown();
            super.close(timeout);
        }
    }
}
