package org.reliablesignup.emailservice.delivery;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;

/** Makes the sending part of the trace that asked for the mail. */
final class DeliveryTracing {

    private static final String TRACEPARENT = "traceparent";

    private final Tracer tracer;
    private final Propagator propagator;

    DeliveryTracing(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    void trace(MailOrder mail, Runnable work) {
        Span span = propagator
                .extract(mail, (carrier, name) -> TRACEPARENT.equals(name) ? carrier.traceparent() : null)
                .name("send mail")
                .kind(Span.Kind.CLIENT)
                .tag("mail.kind", mail.kind())
                .start();
        try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
            work.run();
        } finally {
            span.end();
        }
    }
}
