package org.reliablesignup.emailservice.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.emailservice.delivery.ComposedMail;
import org.reliablesignup.emailservice.delivery.MailOrder;
import org.reliablesignup.emailservice.delivery.MailOutcome;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.MailEvent;

class ConfirmationMailTest {

    private static final Instant CREATED = Instant.parse("2026-03-01T10:15:30.123456Z");
    private static final Instant NOW = Instant.parse("2026-03-01T10:15:31.123456789Z");

    private final List<Event> published = new ArrayList<>();
    private final ConfirmationMail mail =
            new ConfirmationMail(new Templates(), published::add, Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "en, Hello Ada, Your account has been created",
        "en-GB, Hello Ada, Your account has been created",
        "de, Hallo Ada, Dein Konto wurde angelegt",
        "de-AT, Hallo Ada, Dein Konto wurde angelegt",
        "fr, Hello Ada, Your account has been created",
        "no tag at all, Hello Ada, Your account has been created"
    })
    void speaksTheLanguageOfTheOwnerOrEnglish(String locale, String greeting, String subject) {
        ComposedMail written = mail.compose(order("Ada", "ada@example.com", locale));

        assertThat(written.subject()).isEqualTo(subject);
        assertThat(written.text()).startsWith(greeting + ",");
        assertThat(written.html()).contains(greeting + ",");
    }

    @Test
    void tellsWhoseAccountWasCreatedWhen() {
        ComposedMail written = mail.compose(order("Ada", "ada@example.com", "en"));

        assertThat(written.text()).contains("Name: Ada", "Address: ada@example.com", "March 1, 2026", "10:15", "UTC");
        assertThat(written.html()).contains("Ada", "ada@example.com", "March 1, 2026", "10:15", "UTC");
        assertThat(written.language()).isEqualTo("en");
    }

    @Test
    void escapesWhatTheOwnerWroteInHtml() {
        ComposedMail written = mail.compose(order("<b>Ada</b> & {0} ${x} '", "a&b@example.com", "en"));

        assertThat(written.html()).contains("&lt;b&gt;Ada&lt;/b&gt; &amp; {0} ${x} &#39;", "a&amp;b@example.com");
        assertThat(written.html()).doesNotContain("<b>");
        assertThat(written.text()).contains("Hello <b>Ada</b> & {0} ${x} ',");
    }

    @ParameterizedTest
    @ValueSource(strings = {"visit evil.example now", "https://evil.example", "<a href=https://evil.example>x</a>"})
    void makesNoLinkOfWhatTheOwnerWrote(String name) {
        ComposedMail written = mail.compose(order(name, "\"see www.evil.example\"@example.com", "en"));

        assertThat(written.subject() + written.text() + written.html())
                .contains("evil. example")
                .doesNotContain("evil.example")
                .doesNotContain("https://evil");
        assertThat(written.html()).doesNotContain("<a href=https");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\u2028", "\u2029", "\u0085", "\u0000", "\u001b", "\u202e", "\ud83e"})
    void keepsTheNameInOneLine(String bad) {
        ComposedMail written = mail.compose(order("Ada" + bad + "Subject: x", "ada@example.com", "en"));

        assertThat(written.text()).contains("Hello Ada Subject: x,");
        assertThat(written.html()).contains("Hello Ada Subject: x,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void needsNothingThatMailReadersDrop(String locale) {
        String html = mail.compose(order("Ada", "ada@example.com", locale)).html();

        assertThat(html).doesNotContainIgnoringCase("<style").doesNotContainIgnoringCase("<link");
        assertThat(html).doesNotContainIgnoringCase("<script").doesNotContain(" th:", "xmlns:", "??");
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatBecameOfTheMail(MailOutcome outcome) {
        MailOrder order = order("Ada", "ada@example.com", "en");

        mail.concluded(order, outcome);

        assertThat(published).singleElement().isInstanceOfSatisfying(MailEvent.class, event -> {
            assertThat(event.getClass().getSimpleName()).endsWithIgnoringCase(outcome.name());
            assertThat(event.mailId()).isEqualTo(order.id());
            assertThat(event.accountId()).isEqualTo(order.accountId());
            assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-03-01T10:15:31.123456Z"));
            assertThat(event.eventId().version()).isEqualTo(7);
        });
    }

    private static MailOrder order(String name, String email, String locale) {
        return new MailOrder(
                UUID.randomUUID(), UUID.randomUUID(), ConfirmationMail.KIND, email, name, locale, CREATED, null);
    }
}
