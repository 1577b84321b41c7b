package org.reliablesignup.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person sees and does, from the form to the button in the mail, by a real browser. */
class PagesIT {

    private static final double PATIENCE_MILLIS = 60_000;

    @TempDir
    private static Path data;

    private static RunningDemo demo;
    private static Browsers browsers;

    private final String address = "ada-" + UUID.randomUUID() + "@example.com";

    @BeforeAll
    static void start() throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        demo = new RunningDemo(data);
        browsers = new Browsers();
    }

    @AfterAll
    static void end() {
        browsers.close();
        demo.close();
    }

    @AfterEach
    void nothingWasDoneThatNoPageMay() {
        assertThat(browsers.complaints()).isEmpty();
    }

    /** The ways in which people look at pages. */
    enum Look {
        DESKTOP,
        DARK_DESKTOP,
        PHONE,
        DARK_PHONE;

        NewContextOptions options() {
            boolean phone = name().endsWith("PHONE");
            return still(phone ? 360 : 1280, phone ? 740 : 900)
                    .setColorScheme(name().startsWith("DARK") ? ColorScheme.DARK : ColorScheme.LIGHT);
        }
    }

    @Test
    void aPersonSeesEachStepOfTheirSignUpUpToTheirOwnConfirmation() {
        Page page = signUpPage();

        signUp(page, "en");

        assertThat(steps(page).nth(0)).containsText("stored, in one transaction");
        assertThat(steps(page).nth(1))
                .containsText(Pattern.compile(
                        "Kafka has the event.*account-events, partition \\d+, offset \\d+, key [0-9a-f-]{36}",
                        Pattern.DOTALL));
        assertThat(steps(page).nth(2))
                .containsText(Pattern.compile("\\d+@\\S+ of email-service picked it up: the mail is queued"));
        assertThat(steps(page).nth(3))
                .containsText(Pattern.compile("\\+[\\d,]+ ms\\s*The mail server accepted the mail\\s*250 "));
        assertThat(steps(page)).hasCount(4);
        assertThat(page.locator("#steps .waiting")).containsText("Waiting for its owner to press the button");

        Page inbox = page.waitForPopup(() -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("inbox"))
                .click());
        Page confirmation = openLinkIn(inbox);
        confirmation
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Confirm"))
                .click();

        assertThat(confirmation.getByRole(AriaRole.HEADING)).hasText("Your address is confirmed");
        assertThat(steps(page)).hasCount(5);
        assertThat(steps(page).nth(4)).containsText("The address is confirmed: the account is active");
        assertThat(page.locator("#steps .waiting")).hasCount(0);
    }

    @Test
    void itTakesNoMoreThanAKeyboard() {
        Page page = signUpPage();

        page.keyboard().press("Tab");
        assertThat(page.getByLabel("Name")).isFocused();
        page.keyboard().type("Ada Lovelace");
        page.keyboard().press("Tab");
        page.keyboard().type(address);
        page.keyboard().press("Tab");
        page.keyboard().type("Deutsch");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");

        assertThat(steps(page)).hasCount(4);
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("What happens")))
                .isFocused();
        page.keyboard().press("Tab");
        Page inbox = page.waitForPopup(() -> page.keyboard().press("Enter"));
        assertThat(inbox.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(address)))
                .containsText("Bestätige deine Adresse");
    }

    @Test
    void whatIsWrongIsSaidAtItsField() {
        Page page = signUpPage();

        submit(page);
        assertThat(page.getByLabel("Name")).hasAttribute("aria-invalid", "true");
        assertThat(page.getByLabel("Name")).isFocused();
        assertThat(page.getByLabel("Mail address")).hasAttribute("aria-invalid", "true");

        page.getByLabel("Name").fill("Ada");
        page.getByLabel("Mail address").fill("nonsense");
        submit(page);
        assertThat(page.getByLabel("Mail address")).isFocused();
        assertThat(page.getByLabel("Mail address")).hasAccessibleDescription(Pattern.compile(".+"));
        assertThat(page.getByLabel("Name")).not().hasAttribute("aria-invalid", "true");
        Browsers.assertAccessible(page);
        assertThat(steps(page)).hasCount(0);

        page.getByLabel("Mail address").fill(address);
        submit(page);
        assertThat(steps(page)).hasCount(4);
        assertThat(page.getByLabel("Mail address")).not().hasAttribute("aria-invalid", "true");
    }

    @Test
    void thePageWaitsForAServiceThatWasKilledAndGoesOn() {
        Page page = signUpPage();
        demo.kill(Services.EMAIL_SERVICE);
        signUp(page, "en");
        assertThat(page.locator("#steps .waiting")).containsText("Waiting for");
        assertThat(steps(page)).hasCount(4);

        demo.kill(Services.ACCOUNT_SERVICE);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("The service does not answer");
        assertThat(page.getByRole(AriaRole.STATUS)).not().containsText("The service does not answer");
        page.reload();

        assertThat(steps(page)).hasCount(4);
        assertThat(steps(page).nth(3)).containsText("250 ");
        assertThat(steps(page)).hasCount(4);
    }

    @Test
    void aSignUpWhoseAnswerWasLostIsSentAgainAsTheSame() {
        Page page = signUpPage();
        page.route(
                "**/accounts",
                route -> {
                    route.fetch();
                    route.abort();
                },
                new Page.RouteOptions().setTimes(1));
        signUp(page, "en");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("no second account will come of it");

        submit(page);

        assertThat(steps(page)).hasCount(4);
        Page inbox = open(Look.DESKTOP.options(), demo.inbox());
        assertThat(mailsTo(inbox)).hasCount(1);
    }

    @Test
    void theDescriptionOfTheCallsCanBeTriedOut() {
        Page page = open(Look.DESKTOP.options(), demo.page() + "api");

        page.locator("#operations-accounts-createAccount .opblock-summary-control")
                .click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Execute"))
                .click();

        assertThat(page.locator(".live-responses-table tbody .response-col_status")
                        .first())
                .containsText("201");
    }

    @ParameterizedTest
    @EnumSource
    void allPagesAreOneFamilyThatEverybodyCanUse(Look look) {
        Page page = open(look.options(), demo.page());
        assertUsable(page, look, "form");
        signUp(page, "ar");
        assertThat(steps(page)).hasCount(4);
        assertUsable(page, look, "progress");

        Page inbox = page.waitForPopup(() -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("inbox"))
                .click());
        mailsTo(inbox).first().click();
        assertThat(inbox.locator("#view iframe")).isVisible();
        assertUsable(inbox, look, "inbox");

        Page confirmation = openLinkIn(inbox);
        assertThat(confirmation.getByRole(AriaRole.BUTTON)).isVisible();
        assertUsable(confirmation, look, "confirmation");
        for (String property : new String[] {"background-color", "color", "font-family"}) {
            assertThat(style(confirmation, property))
                    .isEqualTo(style(page, property))
                    .isEqualTo(style(inbox, property));
        }
    }

    /** And leaves a picture to look at, in target. */
    private static void assertUsable(Page page, Look look, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target/screenshots", look + "-" + name + ".png")));
        Browsers.assertAccessible(page);
        Browsers.assertFits(page);
    }

    private static Object style(Page page, String property) {
        return page.evaluate("property => getComputedStyle(document.body).getPropertyValue(property)", property);
    }

    private static NewContextOptions still(int width, int height) {
        return new NewContextOptions()
                .setViewportSize(width, height)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale("en-GB");
    }

    private static Page open(NewContextOptions options, String uri) {
        Page page = browsers.open(options);
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.navigate(uri);
        return page;
    }

    private static Page signUpPage() {
        return open(Look.DESKTOP.options(), demo.page());
    }

    private void signUp(Page page, String language) {
        page.getByLabel("Name").fill("Ada Lovelace");
        page.getByLabel("Mail address").fill(address);
        page.getByLabel("Language of the mail").selectOption(language);
        submit(page);
    }

    private static void submit(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign up"))
                .click();
    }

    private static Locator steps(Page page) {
        return page.locator("#steps li:not(.waiting)");
    }

    private Locator mailsTo(Page inbox) {
        return inbox.locator("#mails a", new Page.LocatorOptions().setHasText(address));
    }

    /** By the bare link of the text, in a window of its own. */
    private Page openLinkIn(Page inbox) {
        // On a phone a mail that is open hides the list.
        if (!inbox.locator("#mail").isVisible()) {
            mailsTo(inbox).first().click();
        }
        inbox.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Text"))
                .click();
        String text = inbox.locator("#view pre").textContent();
        String link = Pattern.compile("http://localhost:\\d+/confirm\\?token=[\\w.-]+")
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow()
                .group();
        Page confirmation = inbox.context().newPage();
        confirmation.navigate(link);
        return confirmation;
    }
}
