package org.reliablesignup.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The Chromium of this machine, without a window. Notes what no page of ours may do. */
final class Browsers implements AutoCloseable {

    private static final List<Path> PLACES = Stream.of(
                    System.getenv("CHROMIUM"),
                    "/usr/bin/chromium",
                    "/usr/bin/chromium-browser",
                    "/usr/bin/google-chrome",
                    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
            .filter(Objects::nonNull)
            .map(Path::of)
            .toList();

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Browsers() {
        Path chromium = PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no Chromium in any of " + PLACES + "; name it by the environment variable CHROMIUM"));
        // We bring a browser; its own would be downloaded.
        playwright = Playwright.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // Its sandbox needs rights that a container or root does not have; all it sees is ours. A frame without scripts
        // in
        // a process of its own would be missing in pictures.
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of("--no-sandbox", "--disable-features=IsolateSandboxedIframes")));
    }

    /** A browser of its own for one person. */
    Page open(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.onRequest(request -> {
            if (!request.url().matches("(http://localhost:\\d+/|data:|about:).*")) {
                complaints.add("asked for " + request.url());
            }
        });
        Page page = context.newPage();
        watch(page);
        context.onPage(this::watch);
        return page;
    }

    private void watch(Page page) {
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        page.onConsoleMessage(message -> {
            // What a server refuses is said there, too.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
    }

    /** Errors of scripts, breaches of the policy, and other hosts that were asked. */
    List<String> complaints() {
        return complaints;
    }

    /** WCAG 2.2, levels A and AA, as far as a program can tell. */
    static void assertAccessible(Page page) {
        assertThat(new AxeBuilder(page)
                        // The mail in its frame may run no script, ours neither.
                        .exclude("iframe")
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                        .analyze()
                        .getViolations())
                .flatExtracting(rule -> rule.getNodes().stream()
                        .map(node -> rule.getId() + ": " + node.getHtml() + " " + node.getFailureSummary())
                        .toList())
                .isEmpty();
    }

    /** Nothing is beyond the right edge of the screen. */
    static void assertFits(Page page) {
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
