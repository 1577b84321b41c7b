package org.reliablesignup.emailservice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MaskedTest {

    @Test
    void showsOnlyTheFirstCharacterOfTheLocalPart() {
        assertThat(Masked.address("zoe@example.com")).isEqualTo("z***@example.com");
        assertThat(Masked.address("🦉owl@example.com")).isEqualTo("🦉***@example.com");
        assertThat(Masked.address("no address")).isEqualTo("***");
    }

    @Test
    void masksAddressesInWhatOthersSay() {
        assertThat(Masked.text("550 <zoe.x@example.com>: no such user zoe.x@example.com"))
                .isEqualTo("550 <z***@example.com>: no such user z***@example.com");
    }
}
