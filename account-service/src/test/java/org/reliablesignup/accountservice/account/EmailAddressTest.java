package org.reliablesignup.accountservice.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com",
                "a+tag.x_y-z'q@sub.example.co.uk",
                "\"john doe\"@example.org",
                "\"a@b\"@example.org",
                "x@xn--bcher-kva.example",
                "x@bücher.example",
                "x@例え.jp"
            })
    void takesWhatIsAnAddress(String address) {
        assertThat(EmailAddress.of(address).value()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ada",
                "@example.com",
                "ada@",
                "ada@@example.com",
                "a b@example.com",
                "ada@localhost",
                ".ada@example.com",
                "ada.@example.com",
                "a..b@example.com",
                "ada@-example.com",
                "ada@example..com",
                "ada@example.com.",
                "ada@exa_mple.com",
                "ada@127.0.0.1",
                "ada@[127.0.0.1]",
                "ada@example.com\r\nBcc: x@example.com",
                "ada\u0000@example.com",
                "ada@exa\u00admple.com",
                "ada@example\u200b.com",
                "Ada <ada@example.com>",
                "ada@example.com,eve@example.com",
                "ädä@example.com"
            })
    void refusesNonsense(String text) {
        assertThatThrownBy(() -> EmailAddress.of(text)).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "ada@example.com,             ada@example.com",
                "ada@EXAMPLE.Com,             ada@example.com",
                "Ada.Lovelace+x@example.com,  Ada.Lovelace+x@example.com",
                "x@bücher.example,            x@xn--bcher-kva.example",
                "x@BÜCHER.example,            x@xn--bcher-kva.example",
                "x@XN--BCHER-KVA.example,     x@xn--bcher-kva.example",
                "\"a\"@x.example,             a@x.example",
                "\"a.b\"@x.example,           a.b@x.example",
                "\"\\a\\.\\b\"@x.example,     a.b@x.example",
                "\"a b\"@x.example,           \"a b\"@x.example",
                "\"\\a\\ b\"@x.example,       \"a b\"@x.example",
                "\"a\\\"b\\\\c\"@x.example,    \"a\\\"b\\\\c\"@x.example",
                "\"a@b\"@X.example,           \"a@b\"@x.example",
                "\".a\"@x.example,            \".a\"@x.example",
                "\"\"@x.example,              \"\"@x.example"
            })
    void comparesInOneSpelling(String given, String canonical) {
        EmailAddress address = EmailAddress.of(given);

        assertThat(address.value()).isEqualTo(given);
        assertThat(address.canonical()).isEqualTo(canonical);
        assertThat(EmailAddress.of(canonical).canonical()).isEqualTo(canonical);
    }

    @Test
    void knowsTheLimitsOfLength() {
        String label = "d".repeat(61);
        String domain = label + "." + label + "." + label + ".zz";
        assertThat(EmailAddress.of("a".repeat(64) + "@" + domain).value()).hasSize(253);

        assertThatThrownBy(() -> EmailAddress.of("a".repeat(65) + "@example.com"))
                .hasMessageContaining("at most");
        assertThatThrownBy(() -> EmailAddress.of("a".repeat(64) + "@" + domain + "zz"))
                .hasMessageContaining("at most");
        assertThatThrownBy(() -> EmailAddress.of("a@" + "d".repeat(64) + ".com"))
                .isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @MethodSource("hugeTexts")
    void refusesHugeTextsWithoutWorkingThroughThem(String text) {
        assertThatThrownBy(() -> EmailAddress.of(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("at most");
    }

    static Stream<String> hugeTexts() {
        return Stream.of(
                "a.".repeat(8_000) + "a@example.com",
                '"' + "a".repeat(16_000) + "\"@example.com",
                "a@" + "ü".repeat(8_000) + ".com");
    }

    @Test
    void showsItselfMasked() {
        assertThat(EmailAddress.of("ada@example.com")).hasToString("a***@example.com");
        assertThat(EmailAddress.of("\"a@b\"@example.com")).hasToString("\"***@example.com");
    }
}
