package org.reliablesignup.emailservice.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.emailservice.delivery.ComposedMail;
import org.reliablesignup.emailservice.delivery.MailOrder;

class WelcomeMailTest {

    private static final Instant CONFIRMED = Instant.parse("2026-03-01T10:17:12.654321Z");

    private final WelcomeMail mail = new WelcomeMail(new Templates(Brands.OURS, null));

    @ParameterizedTest
    @CsvSource({
        "en, Your account is active, Hello Ada, March 1",
        "de-AT, Dein Konto ist aktiv, Hallo Ada, 1. März 2026",
        "nl, Your account is active, Hello Ada, March 1"
    })
    void welcomesTheOwnerInTheirLanguageOrEnglish(String locale, String subject, String greeting, String time) {
        ComposedMail written = mail.compose(order("Ada", locale));

        assertThat(written.subject()).isEqualTo(subject);
        assertThat(written.text()).startsWith(greeting + ",").contains("ada@example.com", time, "10:17");
        assertThat(Html.asRead(written.html())).contains(greeting + ",", "ada@example.com", time, "10:17");
    }

    @Test
    void escapesWhatTheOwnerWroteInHtml() {
        ComposedMail written = mail.compose(order("<b>Ada</b> & {0}", "en"));

        assertThat(written.html()).contains("&lt;b&gt;Ada&lt;/b&gt; &amp; {0}").doesNotContain("<b>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "fr", "ja", "ar"})
    void needsNothingThatMailReadersDrop(String locale) {
        Html.assertNeedsNothingThatMailReadersDrop(
                mail.compose(order("Ada", locale)).html());
    }

    private static MailOrder order(String name, String locale) {
        return new MailOrder(
                UUID.randomUUID(),
                UUID.randomUUID(),
                WelcomeMail.KIND,
                "ada@example.com",
                name,
                locale,
                CONFIRMED,
                null);
    }
}
