package org.reliablesignup.emailservice.delivery;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes each attempt a span of the trace that asked for the mail, and tells all its log lines what they are about. */
final class DeliveryTracing {

    private static final String TRACEPARENT = "traceparent";

    private final Tracer tracer;
    private final Propagator propagator;

    DeliveryTracing(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /** The current one, as what follows from it is to carry it (W3C Trace Context); null where there is none. */
    @Nullable
    String current() {
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
        return headers.get(TRACEPARENT);
    }

    void trace(MailJob job, Runnable work) {
        MailOrder mail = job.mail();
        Span span = propagator
                .extract(mail, (carrier, name) -> TRACEPARENT.equals(name) ? carrier.traceparent() : null)
                .name("attempt " + mail.kind())
                .tag("mail.id", mail.id().toString())
                .tag("mail.kind", mail.kind())
                .tag("account.id", mail.accountId().toString())
                .tag("mail.attempt", job.attempts() + 1L)
                .tag("mail.queue.age_ms", job.age().toMillis())
                .start();
        try (Tracer.SpanInScope scope = tracer.withSpan(span);
                MailLog log = MailLog.of(mail)) {
            work.run();
        } finally {
            span.end();
        }
    }
}
