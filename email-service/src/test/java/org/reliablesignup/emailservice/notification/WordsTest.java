package org.reliablesignup.emailservice.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    private static final Object[] NOTHING = {};
    private static final Object[] ADA = {"Ada"};

    @TempDir
    private Path folder;

    @Test
    void speaksSixLanguagesEnglishFirst() {
        assertThat(new Words(null).languages())
                .extracting(Locale::toLanguageTag)
                .containsExactly("en", "de", "es", "fr", "ja", "ar");
    }

    @ParameterizedTest
    @CsvSource({"en-GB, en", "de-AT, de", "ar-EG-u-nu-arab, ar", "ja-JP, ja", "pt-BR, en", "no tag at all, en", "'', en"
    })
    void knowsTheLanguageClosestToALocale(String tag, String language) {
        assertThat(new Words(null).languageClosestTo(tag)).isEqualTo(Locale.forLanguageTag(language));
    }

    static Stream<Locale> languages() {
        return new Words(null).languages().stream();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void fillsInTheSameValuesInEachLanguage(Locale language) throws IOException {
        Words words = new Words(null);
        Properties english = new Properties();
        try (var stream = Words.class.getResourceAsStream("/templates/messages.properties")) {
            english.load(stream);
        }

        assertThat(english.stringPropertyNames()).isNotEmpty().allSatisfy(key -> {
            boolean wanted = english.getProperty(key).contains("{0}");
            assertThat(words.getMessage(key, ADA, language).contains("Ada")).isEqualTo(wanted);
            assertThat(words.getMessage(key, ADA, language)).doesNotContain("{").isNotBlank();
        });
    }

    @Test
    void isWrittenFromTheRightInArabicOnly() {
        Words words = new Words(null);

        assertThat(words.languages())
                .filteredOn(language ->
                        words.getMessage("direction", NOTHING, language).equals("rtl"))
                .containsExactly(Locale.forLanguageTag("ar"));
    }

    @Test
    void takesSingleWordsFromTheFolderForThatLanguageOnly() throws IOException {
        write("messages.properties", "welcome.subject=Welcome aboard");
        write("messages_fr.properties", "confirmation.button=Oui, c’est moi");

        Words words = new Words(folder);

        assertThat(words.getMessage("welcome.subject", NOTHING, Locale.ENGLISH)).isEqualTo("Welcome aboard");
        assertThat(words.getMessage("welcome.subject", NOTHING, Locale.FRENCH)).isEqualTo("Votre compte est actif");
        assertThat(words.getMessage("confirmation.button", NOTHING, Locale.FRENCH))
                .isEqualTo("Oui, c’est moi");
        assertThat(words.getMessage("confirmation.subject", NOTHING, Locale.FRENCH))
                .isEqualTo("Confirmez votre adresse");
    }

    @Test
    void learnsALanguageFromTheFolder() throws IOException {
        Files.copy(
                Path.of("src/main/resources/templates/messages.properties"), folder.resolve("messages_nl.properties"));

        Words words = new Words(folder);

        assertThat(words.languages()).hasSize(7).contains(Locale.of("nl"));
        assertThat(words.languageClosestTo("nl-BE")).isEqualTo(Locale.of("nl"));
    }

    @Test
    void refusesALanguageThatLacksWords() throws IOException {
        write("messages_nl.properties", "direction=ltr");

        assertThatThrownBy(() -> new Words(folder))
                .hasMessageStartingWith("messages_nl.properties lacks confirmation.address, ")
                .hasMessageContaining("welcome.why");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "words.properties",
                "messages_de-AT.properties",
                "messages_de.properties.bak",
                "messages_d.properties"
            })
    void passesOverOtherFiles(String name) throws IOException {
        write(name, "welcome.subject=no");

        assertThat(new Words(folder).getMessage("welcome.subject", NOTHING, Locale.GERMAN))
                .isEqualTo("Dein Konto ist aktiv");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        Path nowhere = folder.resolve("nowhere");

        assertThatThrownBy(() -> new Words(nowhere))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("templates.folder cannot be read: " + nowhere);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text + "\n");
    }
}
