package org.reliablesignup.faults;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span as OTLP carries it; the numbers of the fields are those of opentelemetry/proto/trace/v1/trace.proto.
 *
 * @param parent the id of another span, or empty
 */
record TracedSpan(
        String service,
        String trace,
        String id,
        String parent,
        String name,
        Kind kind,
        long startNanos,
        long endNanos,
        Map<String, String> attributes) {

    /** In the order of their numbers. */
    enum Kind {
        UNSPECIFIED,
        INTERNAL,
        SERVER,
        CLIENT,
        PRODUCER,
        CONSUMER
    }

    static List<TracedSpan> allOf(ByteBuffer request) {
        List<TracedSpan> spans = new ArrayList<>();
        for (Protobuf resourceSpans : Protobuf.at(request, 1)) {
            String service = Protobuf.at(resourceSpans.bytes(), 1).stream()
                    .map(resource -> attributes(resource.bytes(), 1))
                    .map(attributes -> attributes.getOrDefault("service.name", ""))
                    .findFirst()
                    .orElse("");
            for (Protobuf scopeSpans : Protobuf.at(resourceSpans.bytes(), 2)) {
                Protobuf.at(scopeSpans.bytes(), 2).forEach(span -> spans.add(of(service, span.bytes())));
            }
        }
        return spans;
    }

    private static TracedSpan of(String service, ByteBuffer span) {
        return new TracedSpan(
                service,
                hex(span, 1),
                hex(span, 2),
                hex(span, 4),
                Protobuf.at(span, 5).getFirst().text(),
                Kind.values()[(int) Protobuf.at(span, 6).getFirst().number()],
                Protobuf.at(span, 7).getFirst().number(),
                Protobuf.at(span, 8).getFirst().number(),
                attributes(span, 9));
    }

    private static String hex(ByteBuffer message, int field) {
        return Protobuf.at(message, field).stream()
                .map(Protobuf::hex)
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> attributes(ByteBuffer message, int field) {
        Map<String, String> attributes = new TreeMap<>();
        for (Protobuf attribute : Protobuf.at(message, field)) {
            String key = Protobuf.at(attribute.bytes(), 1).getFirst().text();
            Protobuf value = Protobuf.fields(
                            Protobuf.at(attribute.bytes(), 2).getFirst().bytes())
                    .getFirst();
            attributes.put(key, value.bytes().hasRemaining() ? value.text() : Long.toString(value.number()));
        }
        return attributes;
    }
}
