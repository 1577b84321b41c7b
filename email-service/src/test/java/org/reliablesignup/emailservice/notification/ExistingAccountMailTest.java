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
import org.reliablesignup.emailservice.delivery.MailOutcomes.Concluded;
import org.reliablesignup.events.ConfirmationMailQueued;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.MailEvent;

class ExistingAccountMailTest {

    private static final Instant ASKED = Instant.parse("2026-03-01T10:17:12.654321Z");
    private static final Instant NOW = Instant.parse("2026-03-01T10:17:13.123456789Z");

    private final List<Event> published = new ArrayList<>();
    private final ExistingAccountMail mail = new ExistingAccountMail(
            new Templates(Brands.OURS, null),
            new ConfirmationReports(
                    events -> events.forEach(one -> published.add(one.event())),
                    true,
                    "test",
                    Clock.fixed(NOW, ZoneOffset.UTC)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en    | You already have an account | Hello,  | on March 1, 2026   | There is one already
            de-AT | Du hast schon ein Konto     | Hallo,  | am 1. März 2026    | Es gibt schon eines
            nl    | You already have an account | Hello,  | on March 1, 2026   | There is one already
            """)
    void saysThatThereIsAnAccountInTheirLanguageOrEnglish(
            String locale, String subject, String greeting, String time, String there) {
        ComposedMail written = mail.compose(order("Ada", "ada@example.com", locale));

        assertThat(written.subject()).isEqualTo(subject);
        assertThat(written.text()).startsWith(greeting).contains(time, "10:17", there);
        assertThat(Html.asRead(written.html())).contains(greeting, time, "10:17", there);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "fr", "ja", "ar"})
    void repeatsNothingThatAStrangerWrote(String locale) {
        ComposedMail written = mail.compose(order("Mallory", "\"Read www.evil.example\"@Example.COM", locale));

        assertThat(written.recipientName()).isNull();
        assertThat(written.subject() + written.text() + written.html())
                .doesNotContainIgnoringCase("Mallory")
                .doesNotContainIgnoringCase("evil")
                .doesNotContainIgnoringCase("example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "fr", "ja", "ar"})
    void hasNothingToFollow(String locale) {
        ComposedMail written = mail.compose(order("Ada", "ada@example.com", locale));

        assertThat(written.subject() + written.text() + Html.withoutStyleSheet(written.html()))
                .doesNotContain("<a", "href", "://", "token", "@", "www.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "fr", "ja", "ar"})
    void needsNothingThatMailReadersDrop(String locale) {
        Html.assertNeedsNothingThatMailReadersDrop(
                mail.compose(order("Ada", "ada@example.com", locale)).html());
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatBecameOfItAsIfItWereAConfirmationMail(MailOutcome outcome) {
        MailOrder order = order("Ada", "ada@example.com", "en");

        mail.concluded(List.of(new Concluded(order, outcome, null, null)));

        assertThat(published).singleElement().isInstanceOfSatisfying(MailEvent.class, event -> {
            assertThat(event.getClass().getSimpleName()).isEqualToIgnoringCase(reportOf(outcome));
            assertThat(event.mailId()).isEqualTo(order.id());
            assertThat(event.accountId()).isEqualTo(order.accountId());
        });
    }

    @Test
    void tellsThatItIsQueuedAsIfItWereAConfirmationMail() {
        MailOrder order = order("Ada", "ada@example.com", "en");

        mail.queued(List.of(order));

        assertThat(published)
                .singleElement()
                .isInstanceOfSatisfying(
                        ConfirmationMailQueued.class,
                        event -> assertThat(event.mailId()).isEqualTo(order.id()));
    }

    @Test
    void isOneHtmlDocument() {
        String html = mail.compose(order("Ada", "ada@example.com", "de")).html();

        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .containsOnlyOnce("<html lang=\"de\"")
                .containsOnlyOnce("</html>");
        assertThat(html).containsOnlyOnce("<body").containsOnlyOnce("<title>Du hast schon ein Konto</title>");
    }

    private static String reportOf(MailOutcome outcome) {
        return "ConfirmationMail" + (outcome == MailOutcome.UNKNOWN ? "OutcomeUnknown" : outcome.name());
    }

    private static MailOrder order(String name, String email, String locale) {
        return new MailOrder(
                UUID.randomUUID(), UUID.randomUUID(), ExistingAccountMail.KIND, email, name, locale, ASKED, null);
    }
}
