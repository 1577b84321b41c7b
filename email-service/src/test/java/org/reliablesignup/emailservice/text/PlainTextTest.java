package org.reliablesignup.emailservice.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada Lovelace",
                "J.R.R. Tolkien",
                "W. E. B. Du Bois",
                "O.J. Simpson",
                "St. John",
                "Dr. med. Müller",
                "Martin Luther King, Jr.",
                "Conan O'Brien",
                "X Æ A-12",
                "Д.И. Менделеев",
                "山田 太郎",
                "محمد بن سلمان",
                "Ada 🦉...",
                "Ada/Eve",
                "<b>Ada</b>",
                "-: ("
            })
    void leavesNamesAsTheyAre(String name) {
        assertThat(PlainText.withoutLinks(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "Dr.med. Müller, Dr. med. Müller",
        "J.R.R.Tolkien, J.R.R. Tolkien",
        "visit evil.example now, visit evil. example now",
        "t.co, t. co",
        "www.x.co, www. x. co",
        "https://evil.example/x, https: //evil. example/x",
        "http://localhost, http: //localhost",
        "HTTP:evil, HTTP: evil",
        "mailto:eve@evil.example, mailto: eve@ evil. example",
        "eve@evil, eve@ evil",
        "tel:+123456, tel: +123456",
        "javascript:alert(1), javascript: alert(1)",
        "1.2.3.4, 1. 2. 3. 4",
        "\\\\evil\\share, \\\\ evil\\ share",
        "[x](https://evil.example), [x](https: //evil. example)",
        "<a href=https://evil.example>x</a>, <a href=https: //evil. example>x</a>",
        "evil。example, evil。 example",
        "evil．example, evil． example",
        "eve＠evil.example, eve＠ evil. example",
        "https：//evil.example, https： //evil. example",
        "bücher.example, bücher. example",
        "президент.рф, президент. рф",
        "a.bc, a. bc",
        "x.e\u0301vil, x. e\u0301vil",
        "evil.\u200bexample, evil. \u200bexample",
        "evil.\u2060example, evil. \u2060example"
    })
    void tearsApartWhatMailReadersWouldMakeALinkOf(String name, String torn) {
        assertThat(PlainText.withoutLinks(name)).isEqualTo(torn);
    }

    @ParameterizedTest
    @CsvSource({
        "ada@example.com, ada@example.com",
        "ada.lovelace+x@example.com, ada.lovelace+x@example.com",
        "zoë@bücher.example, zoë@bücher.example",
        "ada+www.evil.example/x@example.com, ada+www. evil. example/x@ example. com"
    })
    void letsAnAddressBeALinkToItsOwnerAlone(String address, String written) {
        assertThat(PlainText.address(address)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"see https://evil.example\"@example.com", "\"www.evil.example\"@example.com"})
    void letsNoQuotesHoldALink(String address) {
        assertThat(PlainText.address(address)).doesNotContain("://").doesNotContain("evil.example");
    }
}
