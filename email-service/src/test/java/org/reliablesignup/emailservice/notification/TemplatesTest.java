package org.reliablesignup.emailservice.notification;

import static java.util.ResourceBundle.Control.FORMAT_PROPERTIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplatesTest {

    private final Templates templates = new Templates();

    @Test
    void refusesATemplateThatIsMissing() {
        assertThatThrownBy(() -> templates.write("unwritten", null, Locale.ENGLISH, Map.of()))
                .hasMessageContaining("unwritten");
    }

    @Test
    void refusesATemplateOfWhichAMessageIsMissing() {
        assertThatThrownBy(() -> templates.write("wordless", null, Locale.GERMAN, Map.of()))
                .hasStackTraceContaining("no message wordless.subject");
    }

    @Test
    void hasTheSameWordsInEachLanguage() {
        ResourceBundle.Control exactly = ResourceBundle.Control.getNoFallbackControl(FORMAT_PROPERTIES);
        Set<String> english = ResourceBundle.getBundle("templates.messages", Locale.ROOT, exactly)
                .keySet();

        for (Locale language : Languages.ALL.subList(1, Languages.ALL.size())) {
            ResourceBundle words = ResourceBundle.getBundle("templates.messages", language, exactly);
            assertThat(words.getLocale()).isEqualTo(language);
            assertThat(english)
                    .allSatisfy(key -> assertThat(((PropertyResourceBundle) words).handleGetObject(key))
                            .isNotNull());
        }
    }
}
