package org.reliablesignup.benchmarks.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.EventMessage;
import org.springframework.kafka.core.KafkaTemplate;

/** Sends events in the form that they have on our topic: topic, key, headers and bytes. Thread-safe. */
class EventSender {

    private final KafkaTemplate<String, byte[]> kafka;
    private final EventCodec codec = new EventCodec();

    EventSender(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    /** @return completes when all replicas that are in sync have it */
    CompletableFuture<?> send(Event event) {
        EventMessage message = codec.encode(event);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(message.topic(), message.key(), message.data());
        message.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return kafka.send(record);
    }
}
