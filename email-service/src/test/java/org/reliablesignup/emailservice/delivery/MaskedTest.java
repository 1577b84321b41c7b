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
    void masksAQuotedLocalPart() {
        assertThat(Masked.text("550 <\"a b\"@example.com> \"no\" such \"x \\\" @ y\"@example.com, \"z\"@example.com"))
                .isEqualTo("550 <\"***@example.com> \"no\" such \"***@example.com, \"***@example.com");
        assertThat(Masked.address("\"a b\"@example.com")).isEqualTo("\"***@example.com");
    }

    @Test
    void masksAddressesInWhatOthersSay() {
        assertThat(Masked.text("550 <zoe.x@example.com>: no such user zoe.x@example.com"))
                .isEqualTo("550 <z***@example.com>: no such user z***@example.com");
    }
}
