package org.reliablesignup.accountservice.confirmation.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;

class ConfirmationPagesTest {

    private final ConfirmationPages pages = new ConfirmationPages();

    @ParameterizedTest
    @ValueSource(strings = {"de", "es", "fr", "ja", "ar"})
    void saysAllInEachLanguage(String language) throws IOException {
        Properties english = words("");
        Properties words = words("_" + language);

        assertThat(words.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String page : pagesThatTell(english)) {
            ResponseEntity<String> answer = pages.telling(page, HttpStatus.OK, from(language));

            assertThat(answer.getBody())
                    .contains("<html lang=\"" + language + "\" dir=\"" + words.getProperty("direction") + "\">")
                    .contains("<h1>" + words.getProperty(page + ".title") + "</h1>")
                    .contains("<p>" + words.getProperty(page + ".text") + "</p>")
                    .doesNotContain("??", english.getProperty(page + ".title"));
        }
    }

    @Test
    void isWrittenFromTheRightInArabic() {
        assertThat(pages.asking("t", from("ar-EG")).getBody())
                .contains("<html lang=\"ar\" dir=\"rtl\">", "<button type=\"submit\">تأكيد العنوان</button>");
    }

    private static Set<String> pagesThatTell(Properties words) {
        Set<String> pages = new TreeSet<>();
        words.stringPropertyNames().stream()
                .filter(key -> key.endsWith(".title"))
                .forEach(key -> pages.add(key.substring(0, key.length() - ".title".length())));
        assertThat(pages).hasSizeGreaterThan(5);
        return pages;
    }

    private static Properties words(String suffix) throws IOException {
        try (var stream = ConfirmationPages.class.getResourceAsStream("/pages/messages" + suffix + ".properties")) {
            Properties words = new Properties();
            words.load(new InputStreamReader(stream, UTF_8));
            return words;
        }
    }

    private static MockHttpServletRequest from(String language) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Accept-Language", language);
        return request;
    }
}
