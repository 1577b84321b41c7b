package org.reliablesignup.emailservice.notification;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplatesTest {

    private final Templates templates = new Templates();

    @Test
    void refusesATemplateThatIsMissing() {
        assertThatThrownBy(() -> templates.write("unwritten", Locale.ENGLISH, Map.of()))
                .hasMessageContaining("unwritten");
    }

    @Test
    void refusesATemplateOfWhichAMessageIsMissing() {
        assertThatThrownBy(() -> templates.write("wordless", Locale.GERMAN, Map.of()))
                .hasStackTraceContaining("no message wordless.subject");
    }
}
