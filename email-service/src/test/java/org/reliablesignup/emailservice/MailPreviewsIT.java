package org.reliablesignup.emailservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.reliablesignup.testing.RawHttp.request;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.testing.RawAnswer;
import org.reliablesignup.testing.RawHttp;
import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** Operators see what the mails look like. */
@RealParts(value = Database.H2, broker = false)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "operator.password=secret",
            "brand.name=<Acme> & sons",
            "confirmation.base-url=https://signup.test"
        })
class MailPreviewsIT {

    private static final String LOGIN =
            "Authorization: Basic " + Base64.getEncoder().encodeToString("operator:secret".getBytes(UTF_8));

    @LocalManagementPort
    private int port;

    @Test
    void everyMailIsShownInEveryLanguage() throws IOException {
        RawAnswer list = get("mailpreviews");
        List<String> links = Pattern.compile("href=\"([^\"]+)\"")
                .matcher(list.body())
                .results()
                .map(link -> link.group(1))
                .toList();

        assertPage(list);
        assertThat(links).hasSize(3 * 6).contains("mailpreviews/confirmation/en", "mailpreviews/welcome/ar");
        for (String link : links) {
            RawAnswer mail = get(link);
            assertPage(mail);
            assertThat(mail.body()).contains("&lt;Acme&gt; &amp; sons", "<iframe title=\"HTML\" sandbox srcdoc=\"");
        }
    }

    @Test
    void aMailIsShownAsItWouldBeSent() throws IOException {
        String page = get("mailpreviews/confirmation/ar").body();
        MatchResult frame = Pattern.compile("srcdoc=\"([^\"]*)\"")
                .matcher(page)
                .results()
                .findFirst()
                .orElseThrow();

        assertThat(page).contains("<h1 lang=\"ar\" dir=\"auto\">أكّد عنوان بريدك</h1>");
        assertThat(frame.group(1))
                .startsWith("&lt;!DOCTYPE html&gt;")
                .contains("dir=&quot;rtl&quot;", "https://signup.test/confirm?token=", "&amp;lt;Acme&amp;gt;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"farewell/en", "confirmation/nl", "confirmation/de-AT", "confirmation/%3Cb%3E"})
    void whatIsNotWrittenIsNotFound(String mail) throws IOException {
        assertThat(get("mailpreviews/" + mail).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mailpreviews", "mailpreviews/welcome/en"})
    void nobodyElseSeesThem(String path) throws IOException {
        assertThat(RawHttp.ask(port, request("GET", "/actuator/" + path)).status())
                .isEqualTo(401);
    }

    private RawAnswer get(String path) throws IOException {
        return RawHttp.ask(port, request("GET", "/actuator/" + path, LOGIN));
    }

    private static void assertPage(RawAnswer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.values("Content-Type")).containsExactly("text/html;charset=UTF-8");
        assertThat(answer.values("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'; style-src 'unsafe-inline'; img-src https:;")
                .doesNotContain("script-src", "*");
        assertThat(answer.body()).doesNotContainIgnoringCase("<script");
    }
}
