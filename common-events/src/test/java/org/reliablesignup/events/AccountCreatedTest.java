package org.reliablesignup.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountCreatedTest {

    private final EventCodec codec = new EventCodec();

    @Test
    void takesTextsUpToTheirFullLength() {
        AccountCreated event = created("a".repeat(AccountCreated.MAX_OWNER_NAME), "e".repeat(AccountCreated.MAX_EMAIL));

        EventMessage message = codec.encode(event);

        assertThat(codec.decode(message.headers(), message.data())).isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\u0000", "a\r\nb", "a\u0085", "a\ud800", "\udc00a"})
    void refusesANameThatNoStoreOrMailWouldTake(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> created(name, "zoe@example.com"));
    }

    @Test
    void refusesTextsThatAreTooLong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> created("a".repeat(AccountCreated.MAX_OWNER_NAME + 1), "zoe@example.com"));
        assertThatIllegalArgumentException().isThrownBy(() -> created("Zoë", "e".repeat(AccountCreated.MAX_EMAIL + 1)));
    }

    private static AccountCreated created(String ownerName, String email) {
        return new AccountCreated(
                EventFixtures.EVENT, EventFixtures.ACCOUNT, Instant.EPOCH, ownerName, email, "en", true);
    }
}
