package org.reliablesignup.outbox;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.events.EventHeaders;

/** The trace that the calling thread works for. */
interface CurrentTrace {

    /** No tracing. */
    CurrentTrace NONE = () -> null;

    /** The {@code traceparent} to hand on (W3C Trace Context), null where there is no trace. */
    @Nullable
    String parent();

    static CurrentTrace of(Tracer tracer, Propagator propagator) {
        return () -> {
            Span span = tracer.currentSpan();
            if (span == null) {
                return null;
            }
            Map<String, String> headers = new HashMap<>();
            propagator.inject(span.context(), headers, (carrier, name, value) -> {
                if (carrier != null) {
                    carrier.put(name, value);
                }
            });
            return headers.get(EventHeaders.TRACEPARENT);
        };
    }
}
