package org.reliablesignup.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the topics says what the code does. */
class AsyncApiTest {

    private final JsonNode api = read();

    @Test
    void describesEveryTopic() {
        assertThat(api.get("channels").valueStream().map(channel -> text(channel, "address")))
                .containsExactlyInAnyOrder(
                        Topics.ACCOUNT_EVENTS, Topics.ACCOUNT_EVENTS_DLT, Topics.MAIL_EVENTS, Topics.MAIL_EVENTS_DLT);
    }

    @Test
    void describesAsManyEventsAsThereAre() {
        assertThat(api.at("/components/messages").propertyNames()).hasSize(EventType.values().length + 1);
    }

    @ParameterizedTest
    @EnumSource
    void findsEachEventInItsTopicWithItsSchema(EventType type) {
        JsonNode channel = api.get("channels")
                .valueStream()
                .filter(one -> text(one, "address").equals(type.topic()))
                .findFirst()
                .orElseThrow();

        List<JsonNode> messages = channel.get("messages")
                .valueStream()
                .map(this::follow)
                .filter(message -> text(message, "name").equals(type.wireName()))
                .toList();

        assertThat(messages).singleElement().satisfies(message -> {
            String schema = message.at("/payload/schema/$ref").stringValue();
            assertThat(schema).isEqualTo("schemas/" + type.wireName() + ".schema.json");
            assertThat(AsyncApiTest.class.getResource("/" + schema)).isNotNull();
            assertThat(follow(message.at("/traits/0"))).isEqualTo(api.at("/components/messageTraits/event"));
        });
    }

    @ParameterizedTest
    @EnumSource
    void describesTheHeadersOfEachEvent(EventType type) {
        JsonNode described = api.at("/components/messageTraits/event/headers");
        Map<String, String> headers =
                new EventCodec().encode(EventFixtures.anEvent(type)).headers();

        assertThat(described.get("required").valueStream().map(JsonNode::stringValue))
                .containsExactlyInAnyOrderElementsOf(headers.keySet());
        assertThat(Set.copyOf(described.get("properties").propertyNames()))
                .containsAll(headers.keySet())
                .contains(EventHeaders.TRACEPARENT)
                .hasSize(headers.size() + 1);
        assertThat(described.at("/properties/ce_source/enum").valueStream().map(JsonNode::stringValue))
                .contains(type.source());
        assertThat(described.at("/properties/ce_specversion/const").stringValue())
                .isEqualTo(headers.get(EventHeaders.SPEC_VERSION));
    }

    @Test
    void everyOperationHasItsChannel() {
        assertThat(api.get("operations").valueStream().map(operation -> follow(operation.get("channel"))))
                .isNotEmpty()
                .allMatch(channel -> channel.has("address"));
    }

    /** A reference within the file is a JSON pointer (RFC 6901) after its hash. */
    private JsonNode follow(JsonNode reference) {
        JsonNode target = api.at(text(reference, "$ref").substring(1));
        assertThat(target.isMissingNode()).as(reference.toString()).isFalse();
        return target;
    }

    private static String text(JsonNode node, String name) {
        return node.get(name).stringValue();
    }

    private static JsonNode read() {
        try (InputStream file = AsyncApiTest.class.getResourceAsStream("/asyncapi.yaml")) {
            return JsonMapper.shared().valueToTree(new Yaml().load(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
