package org.reliablesignup.accountservice.account.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.accountservice.account.web.IdempotencyKeyHeader.MalformedKeyException;
import org.reliablesignup.accountservice.idempotency.IdempotencyKey;
import org.springframework.http.HttpHeaders;

class IdempotencyKeyHeaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "8e03978e-40d5" | 8e03978e-40d5
            8e03978e-40d5   | 8e03978e-40d5
            "a\\"b\\\\c"      | a"b\\c
            a\\b             | a\\b
            "!~"            | !~
            """)
    void readsAStringWithQuotesAndWithout(String header, String key) {
        assertThat(IdempotencyKeyHeader.read(headers(header))).contains(new IdempotencyKey(key));
    }

    @Test
    void takes255CharactersAndNotOneMore() {
        String longest = "k".repeat(255);

        assertThat(IdempotencyKeyHeader.read(headers('"' + longest + '"'))).contains(new IdempotencyKey(longest));
        assertMalformed(headers(longest + "k"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"\"",
                "\"",
                "\"a",
                "a b",
                "\"a b\"",
                "\"a\"b\"",
                "\"a\", \"b\"",
                "\"a\";b=c",
                "\"a\\b\"",
                "\u00e4",
                "a\u007f"
            })
    void refusesWhatIsNotOneKey(String header) {
        assertMalformed(headers(header));
    }

    @Test
    void refusesTwoHeaders() {
        assertMalformed(headers("a", "a"));
    }

    @Test
    void findsNoneWhereThereIsNone() {
        assertThat(IdempotencyKeyHeader.read(headers())).isEmpty();
    }

    private static void assertMalformed(HttpHeaders headers) {
        assertThatExceptionOfType(MalformedKeyException.class).isThrownBy(() -> IdempotencyKeyHeader.read(headers));
    }

    private static HttpHeaders headers(String... values) {
        HttpHeaders headers = new HttpHeaders();
        for (String value : values) {
            headers.add("idempotency-key", value);
        }
        return headers;
    }
}
