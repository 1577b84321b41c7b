package org.reliablesignup.emailservice.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.emailservice.delivery.ComposedMail;

class TemplatesTest {

    private final Templates templates = new Templates(Brands.OURS, null);

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
    void takesATemplateFromTheFolder(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("welcome"));
        Files.writeString(folder.resolve("welcome/subject.txt"), "Aboard at [(${brand.name})]: [(#{welcome.subject})]");
        Templates own = new Templates(new Brand("Acme", "#ffd400", null), folder);
        Map<String, Object> values = Map.of("name", "Ada", "email", "ada@example.com", "confirmedAt", "now");

        ComposedMail written = own.write("welcome", "Ada", Locale.GERMAN, values);

        assertThat(written.subject()).isEqualTo("Aboard at Acme: Dein Konto ist aktiv");
        assertThat(written.text()).startsWith("Hallo Ada,").contains("-- \nAcme\n");
        assertThat(written.html()).contains("background-color:#ffd400", ">Acme</span>");
    }

    /** With a folder, though an empty one, each mail is written afresh. */
    @ParameterizedTest
    @ValueSource(strings = {"confirmation", "welcome", "existing-account"})
    void fillsInWhatItWouldWrite(String kind, @TempDir Path folder) {
        Templates afresh = new Templates(Brands.OURS, folder);
        for (String words : List.of(
                "Ada", "<b>\"O'Hara\" & Söhne</b>", "{0} ${name} [(${name})] \uE000name\uE000", "\r\n🦉\u202E")) {
            Map<String, Object> values = Stream.of("name", "email", "requestedAt", "confirmedAt", "link", "validUntil")
                    .collect(Collectors.toMap(name -> name, name -> words + name));
            for (Locale language : templates.languages()) {
                ComposedMail filledIn = templates.write(kind, words, language, values);
                ComposedMail written = afresh.write(kind, words, language, values);
                assertThat(filledIn.subject()).isEqualTo(written.subject());
                assertThat(filledIn.text()).isEqualTo(written.text());
                assertThat(Html.asRead(filledIn.html())).isEqualTo(written.html());
                assertThat(filledIn.html()).matches("\\p{ASCII}*");
            }
        }
    }

    @Test
    void showsTheLogoInsteadOfTheName() {
        Templates own = new Templates(new Brand("A & B", "#ffd400", "https://example.com/logo.png?a&b"), null);

        assertThat(own.write("existing-account", null, Locale.ENGLISH, Map.of("requestedAt", "now"))
                        .html())
                .contains("<img src=\"https://example.com/logo.png?a&amp;b\" alt=\"A &amp; B\"")
                .doesNotContain(">A &amp; B<");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|March 1, 2026",
                "de|1. März 2026",
                "es|1 de marzo de 2026",
                "fr|1 mars 2026",
                "ja|2026年3月1日",
                "ar|1 مارس 2026"
            })
    void writesATimeAsItsReadersDo(String language, String date) {
        assertThat(Templates.time(Instant.parse("2026-03-01T10:15:30Z"), Locale.forLanguageTag(language)))
                .startsWith(date)
                .contains("10:15")
                .endsWith(" UTC")
                .doesNotContain("\u202f");
    }
}
