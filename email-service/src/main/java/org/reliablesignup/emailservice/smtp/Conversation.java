package org.reliablesignup.emailservice.smtp;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.reliablesignup.tracing.TracedFailure;

/** The span of one conversation with the mail server. It names nobody: what the server says may quote an address. */
final class Conversation implements AutoCloseable {

    private final Span span;

    private Conversation(Span span) {
        this.span = span;
    }

    /** Child of the current span; without one there is none. */
    static Conversation begin(Tracer tracer, MailServer server, boolean kept) {
        if (tracer.currentSpan() == null) {
            return new Conversation(Span.NOOP);
        }
        return new Conversation(tracer.spanBuilder()
                .name("smtp send")
                .kind(Span.Kind.CLIENT)
                .tag("network.protocol.name", "smtp")
                .tag("server.address", server.host())
                .tag("server.port", (long) server.port())
                .tag("smtp.connection.kept", kept)
                .start());
    }

    void ended(Stage stage, Reply reply, SendResult result) {
        span.tag("smtp.stage", stage.name());
        if (!reply.isNone()) {
            span.tag("smtp.reply.code", (long) reply.code());
        }
        if (!(result instanceof SendResult.Accepted)) {
            String kind = result.getClass().getSimpleName();
            span.tag("error.type", kind);
            span.error(new TracedFailure(kind));
        }
    }

    @Override
    public void close() {
        span.end();
    }
}
