package org.reliablesignup.accountservice.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"X", "Ada Lovelace", "José O'Neill-García", "李小龍", "محمد", "שרה", "नमस्ते", "👩‍💻 Eve", "<b>"})
    void takesNamesInAnyScript(String name) {
        assertThat(OwnerName.of(name).value()).isEqualTo(name);
    }

    @Test
    void stripsTheSpacesAroundIt() {
        assertThat(OwnerName.of("  Ada \u3000").value()).isEqualTo("Ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\u3000", "\u200d", "A\u0000", "A\nB", "A\u2028B", "A\u202eB", "A\u2066B", "\ud800"})
    void refusesWhatIsNoName(String name) {
        assertThatThrownBy(() -> OwnerName.of(name)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void countsCodePointsAndNotHalvesOfThem() {
        assertThat(OwnerName.of("😀".repeat(200)).value()).hasSize(400);
        assertThatThrownBy(() -> OwnerName.of("😀".repeat(201))).isInstanceOf(InvalidValueException.class);
    }
}
