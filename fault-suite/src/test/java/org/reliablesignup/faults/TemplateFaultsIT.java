package org.reliablesignup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reliablesignup.testing.process.Service;

/** Mails for which there are no words. */
@Tag(Faults.LONG)
class TemplateFaultsIT extends Faults {

    private static final Duration A_WHILE = Duration.ofSeconds(5);

    TemplateFaultsIT() {
        super(1, 1);
    }

    @AfterEach
    void asUsual() {
        bed().emailServices.getFirst().restart(Map.of());
    }

    @Test
    void writesInALanguageOfOursToWhoeverReadsAnother() throws Exception {
        List<String> locales = List.of("xx", "zh-Hant-TW", "tlh", "de-x-private", "fa-IR-u-nu-arabext");

        survives("locales that there are no words for", bed -> {
            for (int i = 0; i < 10; i++) {
                locales.forEach(bed.signUps()::signUp);
            }
        });

        assertThat(bed().accountStore
                        .count(
                                "select count(*) from account where locale not in ('en', 'de') and email like ?",
                                "%@" + bed().currentRun() + ".test"))
                .isEqualTo(10L * locales.size());
    }

    /** Which file, and what it says instead. */
    enum Spoilt {
        TEMPLATE("templates/confirmation/body.html", "<p th:text=\"${\">"),
        MESSAGES("templates/messages.properties", "none=of those wanted");

        private final String file;
        private final String content;

        Spoilt(String file, String content) {
            this.file = file;
            this.content = content;
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsMailsThatCannotBeWritten(Spoilt spoilt) throws Exception {
        Path folder = Files.createTempDirectory(bed().folder, "spoilt");
        Path file = folder.resolve(spoilt.file);
        Files.createDirectories(file.getParent());
        Files.writeString(file, spoilt.content);
        Service emailService = bed().emailServices.getFirst();

        survives("no %s to write mails with".formatted(words(spoilt)), bed -> {
            emailService.process().terminate();
            // Found before what the service brings along.
            emailService.start("-Xbootclasspath/a:" + folder);
            assertThat(emailService.process().awaitExit())
                    .as("a service without words refuses to start")
                    .isEqualTo(1);
            bed.last(A_WHILE);
            emailService.start().awaitReady();
        });
    }
}
