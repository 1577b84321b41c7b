package org.reliablesignup.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.reliablesignup.events.UnreadableEventException.Reason;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What was published once stays: names, headers, data, schemas. */
class EventContractTest {

    /** The file that shows how each type is written today. */
    private static final Map<EventType, String> TODAY = Map.of(
            EventType.ACCOUNT_CREATED, "account.created.v1/0.2.0.json",
            EventType.CONFIRMATION_MAIL_REQUESTED, "confirmation-mail.requested.v1/0.2.0.json",
            EventType.ACCOUNT_CONFIRMED, "account.confirmed.v1/0.1.0.json",
            EventType.ACCOUNT_ERASED, "account.erased.v1/0.1.0.json",
            EventType.CONFIRMATION_MAIL_QUEUED, "confirmation-mail.queued.v1/0.3.0.json",
            EventType.CONFIRMATION_MAIL_SENT, "confirmation-mail.sent.v1/0.3.0.json",
            EventType.CONFIRMATION_MAIL_REJECTED, "confirmation-mail.rejected.v1/0.3.0.json",
            EventType.CONFIRMATION_MAIL_EXPIRED, "confirmation-mail.expired.v1/0.1.0.json",
            EventType.CONFIRMATION_MAIL_OUTCOME_UNKNOWN, "confirmation-mail.outcome-unknown.v1/0.1.0.json");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @EnumSource
    void writesWhatTheGoldenFileShows(EventType type) {
        EventMessage golden = GoldenFiles.read(requireNonNull(TODAY.get(type), "no golden file for " + type));

        EventMessage written = codec.encode(EventFixtures.anEvent(type));

        assertThat(written.topic()).isEqualTo(golden.topic());
        assertThat(written.key()).isEqualTo(golden.key());
        assertThat(written.headers()).isEqualTo(golden.headers());
        assertThat(tree(written)).isEqualTo(tree(golden));
    }

    @ParameterizedTest
    @EnumSource
    void writesDataThatItsSchemaAllows(EventType type) {
        String data = new String(codec.encode(EventFixtures.anEvent(type)).data(), UTF_8);

        assertThat(Schemas.violations(type, data)).isEmpty();
    }

    static Stream<String> goldenFiles() {
        return GoldenFiles.names().stream();
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void readsEveryGoldenFileToItsEvent(String name) {
        EventMessage golden = GoldenFiles.read(name);

        Event event = codec.decode(golden.headers(), golden.data());

        assertThat(event).isEqualTo(EventFixtures.theEventIn(name, EventType.of(event)));
        assertThat(name).startsWith(EventType.of(event).wireName() + "/");
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void allowsEveryGoldenFileByItsSchema(String name) {
        EventMessage golden = GoldenFiles.read(name);
        EventType type = EventType.of(codec.decode(golden.headers(), golden.data()));

        assertThat(Schemas.violations(type, new String(golden.data(), UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void publishesAValidSchemaNamedAsTheTypeOnTheWire(EventType type) {
        assertThat(Schemas.violationsOfTheSchemaItself(type)).isEmpty();
        assertThat(JSON.readTree(Schemas.textOf(type)).get("title").stringValue())
                .isEqualTo(type.wireName());
    }

    @ParameterizedTest
    @EnumSource
    void allowsFieldsThatTheSchemaDoesNotKnow(EventType type) {
        String data = new String(codec.encode(EventFixtures.anEvent(type)).data(), UTF_8);

        assertThat(Schemas.violations(type, data.replaceFirst("\\{", "{\"later\":[1],")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    accountId | "1-1-1-1-1"
                    accountId | null
                    ownerName | ""
                    ownerName | "   "
                    ownerName | 7
                    ownerName | "a\\u0000b"
                    email     | ["a@example.com"]
                    locale    | "abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz"
                    addressTaken | "true"
                    addressTaken | ""
                    addressTaken | 1
                    """)
    void refusesBySchemaWhatTheReaderRefuses(String field, String value) {
        EventMessage message = codec.encode(EventFixtures.anAccountCreated());
        ObjectNode data = (ObjectNode) tree(message);
        data.set(field, JSON.readTree(value));

        assertThat(Schemas.violations(EventType.ACCOUNT_CREATED, data.toString()))
                .isNotEmpty();
        assertThat(Unreadable.reason(message.headers(), data.toString())).isEqualTo(Reason.INVALID_FIELD);
    }

    private static JsonNode tree(EventMessage message) {
        return JSON.readTree(message.data());
    }
}
