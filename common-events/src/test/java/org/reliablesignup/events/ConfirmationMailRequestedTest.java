package org.reliablesignup.events;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfirmationMailRequestedTest {

    @ParameterizedTest
    @CsvSource({"'', zoe@example.com, en", "Zoë, ' ', en", "Zoë, zoe@example.com, ''"})
    void refusesATextThatIsMissing(String ownerName, String email, String locale) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConfirmationMailRequested(
                        EventFixtures.EVENT, EventFixtures.ACCOUNT, Instant.EPOCH, ownerName, email, locale, false));
    }
}
