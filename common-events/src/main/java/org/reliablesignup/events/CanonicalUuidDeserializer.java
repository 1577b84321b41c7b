package org.reliablesignup.events;

import java.util.UUID;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Jackson's own also takes Base64 and the empty text. */
final class CanonicalUuidDeserializer extends StdScalarDeserializer<UUID> {

    CanonicalUuidDeserializer() {
        super(UUID.class);
    }

    @Override
    public UUID deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.hasToken(JsonToken.VALUE_STRING) && CanonicalUuid.matches(parser.getString())) {
            return UUID.fromString(parser.getString());
        }
        return (UUID) context.handleUnexpectedToken(getValueType(context), parser);
    }
}
