package org.reliablesignup.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.events.EventHeaders;

/** The span of one event that is published or read. To be ended once; thread-safe. */
public final class EventSpan {

    static final EventSpan NONE = new EventSpan(Span.NOOP, Tracer.NOOP, Propagator.NOOP, null);

    private final Span span;
    private final Tracer tracer;
    private final @Nullable String traceparent;

    EventSpan(Span span, Tracer tracer, Propagator propagator, @Nullable String parent) {
        this.span = span;
        this.tracer = tracer;
        Map<String, String> headers = new HashMap<>();
        propagator.inject(span.context(), headers, (carrier, name, value) -> {
            if (carrier != null) {
                carrier.put(name, value);
            }
        });
        String own = headers.get(EventHeaders.TRACEPARENT);
        this.traceparent = own == null ? parent : own;
    }

    /** What makes others children of this span (W3C Trace Context); null where there is no trace. */
    public @Nullable String traceparent() {
        return traceparent;
    }

    /** Where in its topic the event lies. */
    public void storedAt(int partition, long offset) {
        tag("messaging.destination.partition.id", Integer.toString(partition));
        span.tag("messaging.kafka.offset", offset);
    }

    /** Does the work within this span, so that its log lines tell the trace. */
    public void run(Runnable work) {
        try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
            work.run();
        }
    }

    void tag(String name, String value) {
        span.tag(name, value);
    }

    public void end() {
        span.end();
    }

    /** Ends it. Of the failure it tells the kind alone: messages quote what they fail on. */
    public void failed(String kind) {
        span.tag("error.type", kind);
        span.error(new TracedFailure(kind));
        span.end();
    }
}
