package org.reliablesignup.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.events.EventHeaders;

/** With spans as OpenTelemetry makes them; what begins here is sampled. */
class EventTracingTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";
    private static final String SAMPLED = "00-" + TRACE + "-" + SPAN + "-01";
    private static final String NOT_SAMPLED = "00-" + TRACE + "-" + SPAN + "-00";

    private final Finished finished = new Finished();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
            .addSpanProcessor(SimpleSpanProcessor.create(finished))
            .build();
    private final EventTracing tracing = tracing(provider);

    @AfterEach
    void shutDown() {
        provider.close();
    }

    @Test
    void publishesWithinASpanOfTheTraceThatIsRecorded() {
        EventSpan span = tracing.publishing("account-events", "k-1", headers(SAMPLED));
        span.storedAt(3, 7);
        span.end();

        SpanData sent = finished.only();
        assertThat(sent.getTraceId()).isEqualTo(TRACE);
        assertThat(sent.getParentSpanId()).isEqualTo(SPAN);
        assertThat(span.traceparent()).isEqualTo("00-" + TRACE + "-" + sent.getSpanId() + "-01");
        assertThat(attribute(sent, "messaging.destination.name")).isEqualTo("account-events");
        assertThat(attribute(sent, "messaging.kafka.message.key")).isEqualTo("k-1");
        assertThat(attribute(sent, "messaging.destination.partition.id")).isEqualTo("3");
        assertThat(attribute(sent, "cloudevents.event_id")).isEqualTo("e-1");
    }

    @Test
    void makesAnAttributeOfShortWordsAlone() {
        tracing.publishing("account-events", "ada@example.com", headers(SAMPLED))
                .end();

        assertThat(attribute(finished.only(), "messaging.kafka.message.key")).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "00-" + TRACE + "-" + SPAN + "-00",
                "00-" + TRACE + "-" + SPAN + "-02",
                "00-" + TRACE + "-" + SPAN + "-0",
                "00-" + TRACE + "-" + SPAN + "-0g",
                "00-" + TRACE + "-" + SPAN + "-011",
                "00-" + TRACE + "_" + SPAN + "-01",
                "00_" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "_01",
                "00-0AF7651916CD43DD8448EB211C80319C-" + SPAN + "-01"
            })
    void publishesWithoutASpanWhatNobodyRecords(@Nullable String traceparent) {
        EventSpan span = tracing.publishing("account-events", "k-1", headers(traceparent));
        span.storedAt(3, 7);
        span.end();

        assertThat(finished.spans).isEmpty();
        assertThat(span.traceparent())
                .as("what the record carries goes on as it is")
                .isNull();
    }

    @Test
    void publishesWithinASpanWhateverOtherFlagsThereAre() {
        tracing.publishing("account-events", "k-1", headers("00-" + TRACE + "-" + SPAN + "-03"))
                .end();

        assertThat(finished.only().getTraceId()).isEqualTo(TRACE);
    }

    @Test
    void readsWithinTheTraceThatIsNotRecordedAllTheSame() {
        List<String> seen = new ArrayList<>();
        tracing.reading(
                List.of(record(NOT_SAMPLED)),
                records -> records.forEach(read -> read.span()
                        .run(() -> seen.add(String.valueOf(read.span().traceparent())))));

        assertThat(seen)
                .singleElement()
                .asString()
                .startsWith("00-" + TRACE + "-")
                .endsWith("-00");
        assertThat(finished.spans).isEmpty();
    }

    @Test
    void readsWithinASpanOfTheTraceThatIsRecorded() {
        tracing.reading(List.of(record(SAMPLED)), records -> {});

        SpanData read = finished.only();
        assertThat(read.getParentSpanId()).isEqualTo(SPAN);
        assertThat(attribute(read, "messaging.operation.type")).isEqualTo("process");
        assertThat(attribute(read, "messaging.consumer.group.name")).isEqualTo("tests");
        assertThat(attribute(read, "cloudevents.event_id")).isEqualTo("e-1");
    }

    private static EventTracing tracing(SdkTracerProvider provider) {
        Tracer otel = provider.get("test");
        OtelTracer tracer = new OtelTracer(otel, new OtelCurrentTraceContext(), event -> {});
        ContextPropagators w3c = ContextPropagators.create(W3CTraceContextPropagator.getInstance());
        return new EventTracing(tracer, new OtelPropagator(w3c, otel), "tests");
    }

    private static Map<String, String> headers(@Nullable String traceparent) {
        return traceparent == null
                ? Map.of(EventHeaders.ID, "e-1")
                : Map.of(EventHeaders.ID, "e-1", EventHeaders.TRACEPARENT, traceparent);
    }

    private static ConsumerRecord<byte[], byte[]> record(String traceparent) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("account-events", 3, 7, new byte[] {1}, new byte[] {2});
        headers(traceparent)
                .forEach((name, value) -> record.headers().add(new RecordHeader(name, value.getBytes(UTF_8))));
        return record;
    }

    private static @Nullable String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    private static final class Finished implements SpanExporter {

        private final List<SpanData> spans = new ArrayList<>();

        SpanData only() {
            assertThat(spans).hasSize(1);
            return spans.getFirst();
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> ended) {
            spans.addAll(ended);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
