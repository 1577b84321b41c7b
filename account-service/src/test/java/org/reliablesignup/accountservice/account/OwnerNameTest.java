package org.reliablesignup.accountservice.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reliablesignup.testing.OwnerNameCase;

class OwnerNameTest {

    @ParameterizedTest
    @MethodSource("org.reliablesignup.testing.OwnerNameCase#taken")
    void takesNamesAsPeopleHaveThem(OwnerNameCase given) {
        assertThat(OwnerName.of(given.name()).value()).isEqualTo(given.name());
    }

    @Test
    void stripsTheSpacesAroundIt() {
        assertThat(OwnerName.of("  Ada \u3000").value()).isEqualTo("Ada");
    }

    @ParameterizedTest
    @MethodSource("org.reliablesignup.testing.OwnerNameCase#refused")
    void refusesWhatIsNoName(OwnerNameCase given) {
        assertThatThrownBy(() -> OwnerName.of(given.name()))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(given.verdict()));
    }
}
