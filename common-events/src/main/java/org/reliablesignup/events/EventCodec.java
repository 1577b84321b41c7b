package org.reliablesignup.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.events.UnreadableEventException.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * Between an event and its form on the wire: CloudEvents 1.0 in binary mode, the attributes as headers and the rest of
 * the record as a JSON object. Thread-safe.
 *
 * <p>Reading is tolerant: fields and headers that are not known are ignored. No class name travels.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">
 *     CloudEvents 1.0, Kafka protocol binding</a>
 */
public final class EventCodec {

    /** The largest data that is read, in bytes; many times what any event needs. */
    public static final int MAX_DATA_BYTES = 64 * 1024;

    private static final String SPEC_VERSION = "1.0";
    private static final String JSON = "application/json";
    private static final String EVENT_ID = "eventId";
    private static final String OCCURRED_AT = "occurredAt";

    private final JsonMapper json = JsonMapper.builder()
            // A boolean that an older writer did not know of is false.
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // What an event does not tell is not there, as with older writers.
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .addModule(new SimpleModule().addDeserializer(UUID.class, new CanonicalUuidDeserializer()))
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Boolean,
                    flag -> flag.setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
            .build();

    /** Leaves out what the headers tell. */
    private final JsonMapper data =
            json.rebuild().addMixIn(Event.class, ToldByHeaders.class).build();

    /** The event as it goes on the wire. Never fails for an event that could be constructed. */
    public EventMessage encode(Event event) {
        EventType type = EventType.of(event);
        Map<String, String> headers = Map.of(
                EventHeaders.SPEC_VERSION, SPEC_VERSION,
                EventHeaders.ID, event.eventId().toString(),
                EventHeaders.TYPE, type.wireName(),
                EventHeaders.SOURCE, type.source(),
                EventHeaders.SUBJECT, event.accountId().toString(),
                EventHeaders.TIME, event.occurredAt().toString(),
                EventHeaders.CONTENT_TYPE, JSON);
        return new EventMessage(type.topic(), event.accountId().toString(), headers, data.writeValueAsBytes(event));
    }

    /**
     * The event that a record carries.
     *
     * @param headers the record's headers as text
     * @param data the record's value, null where it has none
     * @throws UnreadableEventException if it cannot be read, now or ever
     */
    public Event decode(Map<String, String> headers, byte @Nullable [] data) {
        EventType type = typeIn(headers);
        if (!SPEC_VERSION.equals(headers.get(EventHeaders.SPEC_VERSION))) {
            throw invalidHeader(EventHeaders.SPEC_VERSION);
        }
        if (!isJson(required(headers, EventHeaders.CONTENT_TYPE))) {
            throw invalidHeader(EventHeaders.CONTENT_TYPE);
        }
        UUID eventId = eventIdIn(headers);
        Instant occurredAt = timeIn(headers);
        ObjectNode node = parse(data);
        node.put(EVENT_ID, eventId.toString());
        node.put(OCCURRED_AT, occurredAt.toString());
        try {
            return json.treeToValue(node, type.record());
        } catch (JacksonException e) {
            throw new UnreadableEventException(Reason.INVALID_FIELD, complaint(e));
        }
    }

    /** Which field it is and what is wrong; Jackson's own words would quote the value. */
    private static String complaint(JacksonException e) {
        if (e.getCause() instanceof IllegalArgumentException refused && refused.getMessage() != null) {
            return refused.getMessage();
        }
        if (e instanceof DatabindException && !e.getPath().isEmpty()) {
            return e.getPath().get(0).getPropertyName() + " is of the wrong form";
        }
        return "a field is of the wrong form";
    }

    private static EventType typeIn(Map<String, String> headers) {
        String name = required(headers, EventHeaders.TYPE);
        return EventType.named(name)
                .orElseThrow(() -> EventType.isOtherVersionOfKnownType(name)
                        ? new UnreadableEventException(Reason.UNKNOWN_VERSION, "unknown version of a known type")
                        : new UnreadableEventException(Reason.UNKNOWN_TYPE, "unknown type"));
    }

    private static boolean isJson(String contentType) {
        String mediaType = contentType.split(";", 2)[0].trim();
        return mediaType.equalsIgnoreCase(JSON);
    }

    private static UUID eventIdIn(Map<String, String> headers) {
        String id = required(headers, EventHeaders.ID);
        if (!CanonicalUuid.matches(id)) {
            throw invalidHeader(EventHeaders.ID);
        }
        return UUID.fromString(id);
    }

    private static Instant timeIn(Map<String, String> headers) {
        String time = required(headers, EventHeaders.TIME);
        // RFC 3339 knows only years of four digits, without a sign; beyond them lie times that no database stores.
        if (!Character.isDigit(time.charAt(0))) {
            throw invalidHeader(EventHeaders.TIME);
        }
        try {
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            throw invalidHeader(EventHeaders.TIME);
        }
    }

    private static String required(Map<String, String> headers, String name) {
        String value = headers.get(name);
        if (value == null || value.isBlank()) {
            throw invalidHeader(name);
        }
        return value;
    }

    private static UnreadableEventException invalidHeader(String name) {
        return new UnreadableEventException(Reason.INVALID_HEADER, "header " + name + " is missing or invalid");
    }

    private ObjectNode parse(byte @Nullable [] data) {
        if (data == null || data.length == 0) {
            throw new UnreadableEventException(Reason.EMPTY, "no data");
        }
        if (data.length > MAX_DATA_BYTES) {
            throw new UnreadableEventException(Reason.TOO_LARGE, data.length + " bytes, more than " + MAX_DATA_BYTES);
        }
        try {
            JsonNode node = json.readTree(data);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new UnreadableEventException(Reason.MALFORMED, "not JSON");
        }
        throw new UnreadableEventException(Reason.MALFORMED, "not a JSON object");
    }

    @JsonIgnoreProperties({EVENT_ID, OCCURRED_AT})
    private interface ToldByHeaders {}
}
