package org.reliablesignup.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.reliablesignup.events.EventHeaders;

/**
 * Spans for the events that this application publishes and reads, each in the trace that the event carries. An event
 * without a trace has no span. Thread-safe.
 */
public final class EventTracing {

    /** Traces nothing; what a record carries is handed on. */
    public static final EventTracing NONE = new EventTracing(Tracer.NOOP, Propagator.NOOP, "");

    /** What others wrote into a header or a key may be anything; this can be no address and no sentence. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private final Tracer tracer;
    private final Propagator propagator;
    private final String consumerGroup;

    EventTracing(Tracer tracer, Propagator propagator, String consumerGroup) {
        this.tracer = tracer;
        this.propagator = propagator;
        this.consumerGroup = consumerGroup;
    }

    /**
     * Begins the span of a record that is about to be sent. It is the current one of no thread. Where nobody records the
     * trace there is none, and what the record carries is handed on: backlogs are published one after the other, and
     * each span that nobody sees would cost as much as the sending.
     *
     * @param headers those of the record
     */
    public EventSpan publishing(String topic, String key, Map<String, String> headers) {
        return RecordHeaders.isSampledTraceparent(headers.get(EventHeaders.TRACEPARENT))
                ? span("send", Span.Kind.PRODUCER, topic, key, headers)
                : EventSpan.NONE;
    }

    /**
     * Has the work on a batch done within one span for each of its records; should it fail, each says so.
     *
     * @throws RuntimeException whatever the work throws
     */
    public void reading(List<ConsumerRecord<byte[], byte[]>> batch, Consumer<List<ReadRecord>> work) {
        List<ReadRecord> read = batch.stream().map(this::read).toList();
        try {
            work.accept(read);
        } catch (RuntimeException | Error e) {
            read.forEach(one -> one.span().failed(e.getClass().getSimpleName()));
            throw e;
        }
        read.forEach(one -> one.span().end());
    }

    private ReadRecord read(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = RecordHeaders.of(record);
        EventSpan span = span("process", Span.Kind.CONSUMER, record.topic(), "", headers);
        span.tag("messaging.consumer.group.name", consumerGroup);
        span.storedAt(record.partition(), record.offset());
        return new ReadRecord(record, headers, span);
    }

    private EventSpan span(String operation, Span.Kind kind, String topic, String key, Map<String, String> headers) {
        String parent = headers.get(EventHeaders.TRACEPARENT);
        if (!RecordHeaders.isTraceparent(parent)) {
            return EventSpan.NONE;
        }
        Span span = propagator
                .extract(headers, Map::get)
                .name(operation + " " + topic)
                .kind(kind)
                .start();
        if (!span.isNoop()) {
            span.tag("messaging.system", "kafka")
                    .tag("messaging.operation.type", operation)
                    .tag("messaging.operation.name", operation)
                    .tag("messaging.destination.name", topic);
            tag(span, "messaging.kafka.message.key", key);
            tag(span, "cloudevents.event_id", headers.getOrDefault(EventHeaders.ID, ""));
            tag(span, "cloudevents.event_type", headers.getOrDefault(EventHeaders.TYPE, ""));
        }
        return new EventSpan(span, tracer, propagator, parent);
    }

    private static void tag(Span span, String name, String value) {
        if (WORD.matcher(value).matches()) {
            span.tag(name, value);
        }
    }
}
