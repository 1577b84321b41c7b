package org.reliablesignup.emailservice.notification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrandTest {

    @ParameterizedTest
    @CsvSource({
        "#1d5fbf, #ffffff", "#000000, #ffffff", "#B00020, #ffffff",
        "#ffffff, #102a43", "#ffd400, #102a43", "#7DB1FF, #102a43"
    })
    void writesOnItsColorInWhatCanBeRead(String color, String on) {
        assertThat(new Brand("Acme", color, null).onColor()).isEqualTo(on);
    }
}
