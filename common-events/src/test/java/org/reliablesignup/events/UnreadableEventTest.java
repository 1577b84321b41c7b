package org.reliablesignup.events;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.reliablesignup.events.UnreadableEventException.Reason.EMPTY;
import static org.reliablesignup.events.UnreadableEventException.Reason.INVALID_FIELD;
import static org.reliablesignup.events.UnreadableEventException.Reason.INVALID_HEADER;
import static org.reliablesignup.events.UnreadableEventException.Reason.MALFORMED;
import static org.reliablesignup.events.UnreadableEventException.Reason.TOO_LARGE;
import static org.reliablesignup.events.UnreadableEventException.Reason.UNKNOWN_TYPE;
import static org.reliablesignup.events.UnreadableEventException.Reason.UNKNOWN_VERSION;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableEventTest {

    private static final EventMessage GOOD = new EventCodec().encode(EventFixtures.anAccountCreated());

    @Test
    void hasNoData() {
        assertThat(Unreadable.refusal(GOOD.headers(), null).reason()).isEqualTo(EMPTY);
        assertThat(Unreadable.reason(GOOD.headers(), "")).isEqualTo(EMPTY);
    }

    @Test
    void isLargerThanAnyEventNeeds() {
        byte[] data = new byte[EventCodec.MAX_DATA_BYTES + 1];

        assertThat(Unreadable.refusal(GOOD.headers(), data).reason()).isEqualTo(TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "{\"accountId\":",
                "[]",
                "[{}]",
                "null",
                "\"text\"",
                "1",
                " ",
                "{} {}",
                "{\"a\":NaN}",
                "\u0000"
            })
    void isNotAJsonObject(String data) {
        assertThat(Unreadable.reason(GOOD.headers(), data)).isEqualTo(MALFORMED);
    }

    @Test
    void isNotUtf8() {
        byte[] latin1 = "{\"ownerName\":\"Zo\u00eb\"}".getBytes(ISO_8859_1);

        assertThat(Unreadable.refusal(GOOD.headers(), latin1).reason()).isEqualTo(MALFORMED);
    }

    @Test
    void isNestedDeeperThanAnyStackShouldGo() {
        String data = "{\"later\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";

        assertThat(Unreadable.reason(GOOD.headers(), data)).isEqualTo(MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"accountId", "ownerName", "email", "locale"})
    void lacksAField(String field) {
        String data = new String(GOOD.data(), UTF_8).replace("\"" + field + "\"", "\"other\"");

        UnreadableEventException refusal = Unreadable.refusal(GOOD.headers(), data.getBytes(UTF_8));

        assertThat(refusal.reason()).isEqualTo(INVALID_FIELD);
        assertThat(refusal).hasMessageContaining(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42",
                "1.5",
                "true",
                "null",
                "\"\"",
                "\" \"",
                "[\"de\"]",
                "{\"de\":1}",
                "\"d\\u0000e\"",
                "\"\\ud800\""
            })
    void hasATextThatIsNone(String value) {
        assertThat(Unreadable.reason(GOOD.headers(), withField("\"locale\":\"de-AT\"", "\"locale\":" + value)))
                .isEqualTo(INVALID_FIELD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "null", "\"\"", "\"1-1-1-1-1\"", "\"AZMvaosdej6PUjwdngtKAQ==\"", "[]", "{}"})
    void hasAnIdThatIsNone(String value) {
        String good = "\"" + EventFixtures.ACCOUNT + "\"";

        assertThat(Unreadable.reason(GOOD.headers(), withField(good, value))).isEqualTo(INVALID_FIELD);
    }

    @ParameterizedTest
    @CsvSource({"ownerName,201", "email,255", "locale,36"})
    void hasATextThatIsTooLong(String field, int length) {
        String data = new String(GOOD.data(), UTF_8)
                .replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"" + "a".repeat(length) + "\"");

        assertThat(Unreadable.reason(GOOD.headers(), data)).isEqualTo(INVALID_FIELD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_id", "ce_type", "ce_time", "content-type"})
    void lacksAHeader(String name) {
        Map<String, String> headers = new HashMap<>(GOOD.headers());
        headers.remove(name);

        UnreadableEventException refusal = Unreadable.refusal(headers, GOOD.data());

        assertThat(refusal.reason()).isEqualTo(INVALID_HEADER);
        assertThat(refusal).hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({
        "ce_specversion,0.3",
        "ce_id,''",
        "ce_id,7",
        "ce_id,1-1-1-1-1",
        "ce_id,01932f6a8b1d7a3e8f523c1d9e0b4a02",
        "ce_time,yesterday",
        "ce_time,2026-03-01T10:15:30",
        "ce_time,2026-02-30T10:15:30Z",
        "ce_time,+999999-03-01T10:15:30Z",
        "content-type,application/avro",
        "content-type,application/cloudevents+json",
        "ce_type,' '"
    })
    void hasAHeaderOfTheWrongForm(String name, String value) {
        assertThat(Unreadable.refusal(with(name, value), GOOD.data()).reason()).isEqualTo(INVALID_HEADER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account.created",
                "account.created.v",
                "account.deleted.v1",
                "org.example.Event",
                "ACCOUNT.CREATED.V1"
            })
    void isOfAnUnknownType(String type) {
        assertThat(Unreadable.refusal(with("ce_type", type), GOOD.data()).reason())
                .isEqualTo(UNKNOWN_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"account.created.v2", "account.created.v10", "confirmation-mail.sent.v0"})
    void isOfAnUnknownMajorVersion(String type) {
        assertThat(Unreadable.refusal(with("ce_type", type), GOOD.data()).reason())
                .isEqualTo(UNKNOWN_VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"accountId\":\"zoe@example.com\"}", "zoe@example.com", "{\"locale\":zoe@example.com}"})
    void isNeverQuotedWhereItIsRefused(String data) {
        UnreadableEventException refusal = Unreadable.refusal(GOOD.headers(), data.getBytes(UTF_8));

        assertThat(refusal).hasNoCause().hasMessageNotContaining("zoe");
    }

    private static Map<String, String> with(String header, String value) {
        Map<String, String> headers = new HashMap<>(GOOD.headers());
        headers.put(header, value);
        return headers;
    }

    private static String withField(String good, String bad) {
        String data = new String(GOOD.data(), UTF_8);
        assertThat(data).contains(good);
        return data.replace(good, bad);
    }
}
