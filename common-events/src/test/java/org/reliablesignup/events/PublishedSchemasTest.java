package org.reliablesignup.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who reads or wrote events by an older schema is not left behind; how to change one: docs/events.md. */
class PublishedSchemasTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @EnumSource
    void breaksNoSchemaThatWasEverPublished(EventType type) {
        assertThat(PublishedSchemas.of(type.wireName()))
                .allSatisfy(published -> assertThat(SchemaChange.breaks(published, current(type)))
                        .isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void keepsEachSchemaAsTheLastOneThatWasPublished(EventType type) {
        assertThat(PublishedSchemas.of(type.wireName())).isNotEmpty().last().isEqualTo(current(type));
    }

    @Test
    void knowsEveryTypeThatWasEverPublished() {
        assertThat(Stream.of(EventType.values()).map(EventType::wireName)).containsAll(PublishedSchemas.types());
    }

    private static JsonNode current(EventType type) {
        return JSON.readTree(Schemas.textOf(type));
    }
}
