package org.reliablesignup.emailservice.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.confirmation.ConfirmationKeys;
import org.reliablesignup.confirmation.TokenMinter;
import org.reliablesignup.confirmation.TokenVerifier;
import org.reliablesignup.confirmation.Verification;
import org.reliablesignup.emailservice.delivery.ComposedMail;
import org.reliablesignup.emailservice.delivery.MailOrder;
import org.reliablesignup.emailservice.delivery.MailOutcome;
import org.reliablesignup.emailservice.delivery.MailOutcomes.Concluded;
import org.reliablesignup.events.ConfirmationMailQueued;
import org.reliablesignup.events.ConfirmationMailRejected;
import org.reliablesignup.events.ConfirmationMailSent;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.MailEvent;

class ConfirmationMailTest {

    private static final Instant CREATED = Instant.parse("2026-03-01T10:15:30.123456Z");
    private static final Instant NOW = Instant.parse("2026-03-01T10:15:31.123456789Z");

    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final ConfirmationKeys KEYS =
            ConfirmationKeys.of(Map.of("test", "dGhlc2UgMzIgYnl0ZXMgYXJlIGZvciB0ZXN0cyBvbmx5"));

    private final List<Event> published = new ArrayList<>();
    private final ConfirmationMail mail =
            new ConfirmationMail(new Templates(Brands.OURS, null), links("https://signup.test/in/"), reports());

    @ParameterizedTest
    @CsvSource({
        "en, Hello Ada, Confirm your address",
        "en-GB, Hello Ada, Confirm your address",
        "de, Hallo Ada, Bestätige deine Adresse",
        "de-AT, Hallo Ada, Bestätige deine Adresse",
        "es-MX, 'Hola, Ada', Confirma tu dirección",
        "fr, Bonjour Ada, Confirmez votre adresse",
        "ja-JP, Ada 様, メールアドレスの確認をお願いします",
        "ar, مرحبًا \u2068Ada\u2069, أكّد عنوان بريدك",
        "nl, Hello Ada, Confirm your address",
        "no tag at all, Hello Ada, Confirm your address"
    })
    void speaksTheLanguageOfTheOwnerOrEnglish(String locale, String greeting, String subject) {
        ComposedMail written = mail.compose(order("Ada", "ada@example.com", locale));

        assertThat(written.subject()).isEqualTo(subject);
        assertThat(written.text()).startsWith(greeting);
        assertThat(Html.asRead(written.html())).contains(">" + greeting);
    }

    @Test
    void tellsWhoAskedForItWhen() {
        ComposedMail written = mail.compose(order("Ada", "ada@example.com", "en"));

        assertThat(written.text())
                .contains("Name: Ada", "Address: ada@example.com", "Requested: March 1, 2026", "10:15", "UTC");
        assertThat(written.html()).contains("Ada", "ada@example.com", "March 1, 2026", "10:15", "UTC");
        assertThat(written.language()).isEqualTo("en");
        assertThat(written.recipientName()).isEqualTo("Ada");
    }

    @Test
    void leadsToThePageOfTheAccountByAButtonAndByABareLinkInBothParts() {
        MailOrder order = order("Ada", "ada@example.com", "en");

        ComposedMail written = mail.compose(order);

        String link = linkIn(written.text());
        assertThat(written.text()).contains("\n" + link + "\n");
        assertThat(written.html())
                .contains("<a href=\"" + link + "\"")
                .contains(">Confirm address</a>")
                .contains(">" + link + "</a>");
        assertThat(new TokenVerifier(KEYS, CLOCK).verify(link.substring(link.indexOf('=') + 1)))
                .isInstanceOfSatisfying(Verification.Valid.class, valid -> {
                    assertThat(valid.accountId()).isEqualTo(order.accountId());
                    assertThat(valid.address().fits("ada@example.com")).isTrue();
                });
    }

    @ParameterizedTest
    @CsvSource({"en, The link is valid until March 3", "de, Der Link gilt bis 3. März 2026"})
    void saysHowLongTheLinkIsValidFromTheSendingOn(String locale, String until) {
        ComposedMail written = mail.compose(order("Ada", "ada@example.com", locale));

        assertThat(written.text()).contains(until, "10:15");
        assertThat(Html.asRead(written.html())).contains(until);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080", "http://localhost:8080/", "http://localhost:8080//"})
    void joinsTheLinkWhetherOrNotTheBaseEndsWithASlash(String base) {
        ConfirmationMail local = new ConfirmationMail(new Templates(Brands.OURS, null), links(base), reports());

        assertThat(local.compose(order("Ada", "ada@example.com", "en")).text())
                .contains("\nhttp://localhost:8080/confirm?token=v1.test.");
    }

    @Test
    void escapesALinkThatNeedsIt() {
        ConfirmationMail odd =
                new ConfirmationMail(new Templates(Brands.OURS, null), links("https://a&b.test"), reports());

        assertThat(odd.compose(order("Ada", "ada@example.com", "en")).html())
                .contains("<a href=\"https://a&amp;b.test/confirm?token=")
                .contains(">https://a&amp;b.test/confirm?token=");
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
    @ValueSource(strings = {"en", "de", "es", "fr", "ja", "ar"})
    void needsNothingThatMailReadersDrop(String locale) {
        Html.assertNeedsNothingThatMailReadersDrop(
                mail.compose(order("Ada", "ada@example.com", locale)).html());
    }

    @Test
    void isDarkWhereTheReaderIs() {
        String html = mail.compose(order("Ada", "ada@example.com", "en")).html();
        String style = html.substring(html.indexOf("<style>"), html.indexOf("</style>"));

        assertThat(html).contains("<meta name=\"color-scheme\" content=\"light dark\">");
        assertThat(style.indexOf("{ background-color")).isGreaterThan(style.indexOf("(prefers-color-scheme: dark)"));
        assertThat(Pattern.compile("\\.(\\w+) \\{").matcher(style).results())
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(html).containsPattern("class=\"[^\"]*\\b" + rule.group(1) + "\\b"));
    }

    @Test
    void isWrittenFromTheRightInArabicAndNamesAndAddressesInTheirOwnDirection() {
        ComposedMail written = mail.compose(order("Ada", "ada@example.com", "ar"));

        assertThat(written.html())
                .contains("<html lang=\"ar\" dir=\"rtl\">", "<span dir=\"ltr\">ada@example.com</span>")
                .contains("<span dir=\"auto\">Ada</span>");
        assertThat(mail.compose(order("Ada", "ada@example.com", "en")).html())
                .contains("<html lang=\"en\" dir=\"ltr\">")
                .doesNotContain("rtl");
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatBecameOfTheMail(MailOutcome outcome) {
        MailOrder order = order("Ada", "ada@example.com", "en");

        mail.concluded(List.of(new Concluded(order, outcome, "250 2.0.0 Ok", null)));

        assertThat(published).singleElement().isInstanceOfSatisfying(MailEvent.class, event -> {
            assertThat(event.getClass().getSimpleName()).endsWithIgnoringCase(outcome.name());
            assertThat(event.mailId()).isEqualTo(order.id());
            assertThat(event.accountId()).isEqualTo(order.accountId());
            assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-03-01T10:15:31.123456Z"));
            assertThat(event.eventId().version()).isEqualTo(7);
        });
    }

    @Test
    void repeatsTheWordsOfTheMailServerAsFarAsTheyFit() {
        MailOrder order = order("Ada", "ada@example.com", "en");

        mail.concluded(List.of(new Concluded(order, MailOutcome.SENT, "250 Ok", null)));
        mail.concluded(List.of(new Concluded(order, MailOutcome.REJECTED, "550 " + "🦉".repeat(1_000), null)));
        mail.concluded(List.of(new Concluded(order, MailOutcome.SENT, " ", null)));
        mail.concluded(List.of(new Concluded(order, MailOutcome.REJECTED, null, null)));

        assertThat(published)
                .extracting(ConfirmationMailTest::reply)
                .containsExactly("250 Ok", "550 " + "🦉".repeat(496), null, null);
    }

    @Test
    void tellsThatItIsQueuedWhereSomebodyWantsToWatch() {
        MailOrder order = order("Ada", "ada@example.com", "en");
        ConfirmationReports watched = new ConfirmationReports(
                events -> events.forEach(one -> published.add(one.event())), true, "🦉".repeat(101), CLOCK);

        new ConfirmationMail(new Templates(Brands.OURS, null), links("https://signup.test"), watched)
                .queued(List.of(order));
        mail.queued(List.of(order));

        assertThat(published).singleElement().isInstanceOfSatisfying(ConfirmationMailQueued.class, event -> {
            assertThat(event.mailId()).isEqualTo(order.id());
            assertThat(event.accountId()).isEqualTo(order.accountId());
            assertThat(event.instance()).isEqualTo("🦉".repeat(100));
            assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-03-01T10:15:31.123456Z"));
        });
    }

    private static @Nullable String reply(Event event) {
        return switch (event) {
            case ConfirmationMailSent sent -> sent.reply();
            case ConfirmationMailRejected rejected -> rejected.reply();
            default -> throw new AssertionError("neither sent nor rejected: " + event);
        };
    }

    private ConfirmationReports reports() {
        return new ConfirmationReports(
                events -> events.forEach(one -> published.add(one.event())), false, "test", CLOCK);
    }

    private static ConfirmationLinks links(String base) {
        return new ConfirmationLinks(new TokenMinter(KEYS, "test", Duration.ofHours(48), CLOCK), base);
    }

    private static String linkIn(String text) {
        Matcher link = Pattern.compile("https://signup\\.test/in/confirm\\?token=[\\w.-]+")
                .matcher(text);
        assertThat(link.find()).as(text).isTrue();
        return link.group();
    }

    private static MailOrder order(String name, String email, String locale) {
        return new MailOrder(
                UUID.randomUUID(), UUID.randomUUID(), ConfirmationMail.KIND, email, name, locale, CREATED, null);
    }
}
