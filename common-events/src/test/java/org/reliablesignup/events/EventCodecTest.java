package org.reliablesignup.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @EnumSource
    void readsWhatItWrote(EventType type) {
        Event event = EventFixtures.anEvent(type);
        EventMessage message = codec.encode(event);

        assertThat(codec.decode(message.headers(), message.data())).isEqualTo(event);
    }

    @ParameterizedTest
    @EnumSource
    void ignoresFieldsAndHeadersThatItDoesNotKnow(EventType type) {
        EventMessage message = codec.encode(EventFixtures.anEvent(type));
        Map<String, String> headers = new HashMap<>(message.headers());
        headers.put("ce_later", "1");
        headers.put(EventHeaders.TRACEPARENT, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        String later = "{\"later\":{\"deep\":[1,null]},\"eventId\":7,\"occurredAt\":{},";
        String data = new String(message.data(), UTF_8).replaceFirst("\\{", later);

        assertThat(codec.decode(headers, data.getBytes(UTF_8))).isEqualTo(EventFixtures.anEvent(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=utf-8", "Application/JSON"})
    void takesJsonHoweverItIsSpelt(String contentType) {
        EventMessage message = codec.encode(EventFixtures.anAccountCreated());
        Map<String, String> headers = new HashMap<>(message.headers());
        headers.put(EventHeaders.CONTENT_TYPE, contentType);

        assertThat(codec.decode(headers, message.data())).isEqualTo(EventFixtures.anAccountCreated());
    }

    @Test
    void takesTimesOfAnyOffset() {
        EventMessage message = codec.encode(EventFixtures.anAccountCreated());
        Map<String, String> headers = new HashMap<>(message.headers());
        headers.put(EventHeaders.TIME, "2026-03-01T11:15:30.123456+01:00");

        assertThat(codec.decode(headers, message.data())).isEqualTo(EventFixtures.anAccountCreated());
    }

    /** RFC 9562 section 4: written in lower case, read in either. */
    @Test
    void takesIdsInCapitals() {
        EventMessage message = codec.encode(EventFixtures.anAccountCreated());
        Map<String, String> headers = new HashMap<>(message.headers());
        headers.computeIfPresent(EventHeaders.ID, (name, id) -> id.toUpperCase(Locale.ROOT));

        assertThat(codec.decode(headers, message.data())).isEqualTo(EventFixtures.anAccountCreated());
    }

    @ParameterizedTest
    @EnumSource
    void writesCloudEventsAsTheirOwnReaderUnderstandsThem(EventType type) {
        Event event = EventFixtures.anEvent(type);
        EventMessage message = codec.encode(event);
        Headers headers = new RecordHeaders();
        message.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));

        CloudEvent read =
                KafkaMessageFactory.createReader(headers, message.data()).toEvent();

        assertThat(read.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(read.getId()).isEqualTo(event.eventId().toString());
        assertThat(read.getType()).isEqualTo(type.wireName());
        assertThat(read.getSource()).isEqualTo(URI.create(type.source()));
        assertThat(read.getSubject()).isEqualTo(event.accountId().toString());
        assertThat(read.getTime()).isEqualTo(event.occurredAt().atOffset(ZoneOffset.UTC));
        assertThat(read.getDataContentType()).isEqualTo("application/json");
        assertThat(requireNonNull(read.getData()).toBytes()).isEqualTo(message.data());
    }
}
