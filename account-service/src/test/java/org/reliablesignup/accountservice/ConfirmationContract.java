package org.reliablesignup.accountservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.accountservice.Http.Answer;
import org.reliablesignup.confirmation.ConfirmationKeys;
import org.reliablesignup.confirmation.TokenMinter;
import org.reliablesignup.events.AccountConfirmed;
import org.reliablesignup.events.AccountCreated;
import org.reliablesignup.events.Event;
import org.reliablesignup.testing.Answered;
import org.reliablesignup.testing.DatabaseContents;
import org.reliablesignup.testing.OddInput;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;

/** From the link in a mail to an active account, by HTTP. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "outbox.topics=account-events,mail-events",
            "logging.level.root=info",
            "confirmation.keys.older=YW4gb2xkZXIga2V5IG9mIDMyIGJ5dGVzIG9yIG1vcmU="
        })
@ExtendWith(OutputCaptureExtension.class)
abstract class ConfirmationContract {

    private static final String STRANGE_KEY = "YSBrZXkgb2Ygc29tZWJvZHkgZWxzZSwgb2YgMzIgYnl0ZXM=";
    private static final Duration VALID_FOR = Duration.ofHours(48);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Value("${confirmation.keys.test}")
    private String key = "";

    @Value("${confirmation.keys.older}")
    private String olderKey = "";

    @Autowired
    private KafkaAdmin admin;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource database;

    @LocalServerPort
    private int port;

    private final String address = "ada-" + UUID.randomUUID() + "@example.com";
    private Http http = new Http(0);

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void aPersonConfirmsByTheButtonOfThePage() {
        UUID account = signUp(address);
        Instant before = Instant.now();

        Answer page = http.get("/confirm?token=" + token(account));
        assertPage(page, 200, "Confirm your address");
        Answer confirmed = http.postForm("/confirmations", "token=" + tokenIn(page));

        assertPage(confirmed, 200, "Your address is confirmed");
        Answer shown = http.get("/accounts/" + account);
        assertThat(shown.text("status")).isEqualTo("ACTIVE");
        assertThat(Instant.parse(shown.text("confirmedAt"))).isBetween(before.minusMillis(1), Instant.now());
    }

    @Test
    void aProgramConfirmsByJson() {
        UUID account = signUp(address);

        Answer confirmed = confirmByJson(token(account));

        assertThat(confirmed.status()).isEqualTo(200);
        assertThat(confirmed.header("Content-Type")).isEqualTo("application/json");
        assertThat(confirmed.header("Cache-Control")).isEqualTo("no-store");
        assertThat(confirmed.text("id")).isEqualTo(account.toString());
        assertThat(confirmed.text("status")).isEqualTo("ACTIVE");
        assertThat(confirmed.text("confirmedAt"))
                .isEqualTo(http.get("/accounts/" + account).text("confirmedAt"));
    }

    @Test
    void publishesTheConfirmationOnceAndAfterTheSignUp() {
        UUID account = signUp(address);

        Answer first = confirmByJson(token(account));
        Answer second = confirmByJson(token(account));
        Answer third = http.postForm("/confirmations", "token=" + token(account));

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertPage(third, 200, "Your address is confirmed");
        awaitEverythingPublished();
        List<Event> events = eventsOf(account);
        assertThat(events).hasSize(2);
        assertThat(events.getFirst()).isInstanceOf(AccountCreated.class);
        assertThat(events.getLast()).isInstanceOfSatisfying(AccountConfirmed.class, event -> {
            assertThat(event.occurredAt()).isEqualTo(Instant.parse(first.text("confirmedAt")));
            assertThat(event.ownerName()).isEqualTo("Ada Lovelace");
            assertThat(event.email()).isEqualTo(address);
            assertThat(event.locale()).isEqualTo("de-AT");
            assertThat(event.eventId().version()).isEqualTo(7);
        });
    }

    @OddInput(value = "scanner", answer = "200, nothing changed, nothing published")
    @Test
    void lookingAtThePageChangesNothing() {
        UUID account = signUp(address);
        String path = "/confirm?token=" + token(account);

        String page = http.get(path).response().body();
        assertThat(http.get(path).response().body()).isEqualTo(page);
        for (int i = 0; i < 2; i++) {
            Answer head = http.send(http.to(path).method("HEAD", BodyPublishers.noBody()));
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.response().body()).isEmpty();
        }

        assertThat(http.get("/accounts/" + account).text("status")).isEqualTo("PENDING_CONFIRMATION");
        assertThat(http.get("/accounts/" + account).body().has("confirmedAt")).isFalse();
        awaitEverythingPublished();
        assertThat(eventsOf(account)).hasSize(1);
    }

    @Test
    void thePageSaysNothingOfTheAccountBeforeTheButtonIsPressed() {
        UUID account = signUp(address);
        String pending = page(account);
        confirmByJson(token(account));

        assertThat(page(account)).isEqualTo(pending);
        assertThat(page(UUID.randomUUID())).isEqualTo(pending);
    }

    @Test
    void takesATokenOfAnOlderKeyThatIsStillKnown() {
        UUID account = signUp(address);

        Answer answer = confirmByJson(token("older", olderKey, Instant.now(), account, address));

        assertThat(answer.text("status")).isEqualTo("ACTIVE");
    }

    /** Bad tokens, and how each is answered. */
    enum Bad {
        EXPIRED(410, "token-expired", "This link is too old"),
        SIGNED_BY_SOMEBODY_ELSE(400, "token-not-ours", "This link does not work"),
        TAMPERED(400, "token-not-ours", "This link does not work"),
        CUT_OFF(400, "token-not-ours", "This link does not work"),
        EMPTY(400, "token-not-ours", "This link does not work"),
        OF_AN_UNKNOWN_KEY(400, "token-key-unknown", "This link does not work any more"),
        FOR_ANOTHER_ADDRESS(410, "account-gone", "There is no such account any more"),
        FOR_NO_ACCOUNT(410, "account-gone", "There is no such account any more");

        private final int status;
        private final String type;
        private final String title;

        Bad(int status, String type, String title) {
            this.status = status;
            this.type = type;
            this.title = title;
        }

        boolean isSeenWithoutTheAccount() {
            return !type.equals("account-gone");
        }
    }

    @OddInput("token")
    @ParameterizedTest
    @EnumSource
    void refusesATokenThatIs(Bad bad, Answered answered) {
        UUID account = signUp(address);
        String token = badToken(bad, account);

        Answer json = confirmByJson(token);
        assertThat(json.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(json.status()).isEqualTo(bad.status);
        assertThat(json.text("type")).isEqualTo("urn:problem-type:signup:" + bad.type);
        assertThat(json.text("detail")).isNotEmpty();
        assertPage(http.postForm("/confirmations", "token=" + token), bad.status, bad.title);
        Answer page = http.get("/confirm?token=" + token);
        if (bad.isSeenWithoutTheAccount()) {
            assertPage(page, bad.status, bad.title);
            assertThat(page.response().body()).doesNotContain("<form");
        } else {
            assertPage(page, 200, "Confirm your address");
        }
        assertThat(http.get("/accounts/" + account).text("status")).isEqualTo("PENDING_CONFIRMATION");
        answered.with(json.status() + " " + bad.type);
    }

    private String badToken(Bad bad, UUID account) {
        String good = token(account);
        return switch (bad) {
            case EXPIRED -> token("test", key, Instant.now().minus(VALID_FOR).minusSeconds(2), account, address);
            case SIGNED_BY_SOMEBODY_ELSE -> token("test", STRANGE_KEY, Instant.now(), account, address);
            case TAMPERED -> good.substring(0, 20) + (good.charAt(20) == 'A' ? 'B' : 'A') + good.substring(21);
            case CUT_OFF -> good.substring(0, good.length() - 1);
            case EMPTY -> "";
            case OF_AN_UNKNOWN_KEY -> token("removed", STRANGE_KEY, Instant.now(), account, address);
            case FOR_ANOTHER_ADDRESS -> token("test", key, Instant.now(), account, "eve@example.com");
            case FOR_NO_ACCOUNT -> token("test", key, Instant.now(), UUID.randomUUID(), address);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                       | invalid-fields
        {"token":null}           | invalid-fields
        {"token":7}              | invalid-fields
        {"token":"x","more":1}   | invalid-fields
        []                       | invalid-fields
        {"token":                | malformed-json
        """)
    void refusesJsonThatHasNoToken(String body, String type) {
        Answer answer = http.postJson("/confirmations", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("type")).isEqualTo("urn:problem-type:signup:" + type);
    }

    @Test
    void refusesWithAPageWhatIsNoFormOfOurs() {
        assertPage(http.get("/confirm"), 400, "This link does not work");
        assertPage(http.get("/confirm?token=%25zz%00"), 400, "This link does not work");
        assertPage(http.get("/confirm?token=" + "x".repeat(6_000)), 400, "This link does not work");
        assertPage(http.postForm("/confirmations", ""), 400, "This link does not work");
        assertPage(http.postForm("/confirmations", "token=%zz"), 400, "This link does not work");
        assertPage(http.postForm("/confirmations", "token=" + "x".repeat(17_000)), 413, "This link does not work");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        de                  | de | Bestätige deine Adresse
        de-AT, en;q=0.5     | de | Bestätige deine Adresse
        nl, de;q=0.8        | de | Bestätige deine Adresse
        fr-CA               | fr | Confirmez votre adresse
        nl                  | en | Confirm your address
        en-GB, de           | en | Confirm your address
        ;;nonsense          | en | Confirm your address
        """)
    void speaksTheLanguageOfTheBrowserOrEnglish(String accepted, String language, String title) {
        Answer page = http.get("/confirm?token=" + token(UUID.randomUUID()), "Accept-Language", accepted);

        assertPage(page, 200, title);
        assertThat(page.response().body()).contains("<html lang=\"" + language + "\"");
        assertThat(page.header("Content-Language")).isEqualTo(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "image/*", "nonsense"})
    void showsThePageWhateverTheClientSaysThatItAccepts(String accept) {
        assertPage(http.get("/confirm?token=" + token(UUID.randomUUID()), "Accept", accept), 200, "Confirm your");
    }

    @Test
    void thePageNeedsNothingElseAndMayHaveNothingElse() throws Exception {
        Answer page = http.get("/confirm?token=" + token(UUID.randomUUID()));
        String html = page.response().body();

        assertThat(html).doesNotContain("<script", "<img", "<link", "src=", "http:", "https:", "url(", "style=\"");
        Matcher style = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL).matcher(html);
        assertThat(style.find()).isTrue();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(UTF_8));
        assertThat(page.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(hash)
                        + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
    }

    @OddInput(value = "concurrency", answer = "one 200, three 409, one event")
    @Test
    void ofManyConfirmationsOfOneAddressExactlyOneWins() {
        for (int round = 0; round < 5; round++) {
            String local = "race-" + UUID.randomUUID();
            List<UUID> accounts = Stream.of("example.com", "EXAMPLE.com", "Example.Com", "example.COM")
                    .map(domain -> signUp(local + "@" + domain))
                    .toList();
            List<String> tokens = accounts.stream()
                    .map(account -> token("test", key, Instant.now(), account, addressOf(account)))
                    .toList();

            List<Answer> answers = atOnce(tokens.stream()
                    .<Callable<Answer>>map(token -> () -> confirmByJson(token))
                    .toList());

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409, 409, 409);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 409)
                    .allSatisfy(answer -> assertThat(answer.text("type"))
                            .isEqualTo("urn:problem-type:signup:address-already-confirmed"));
            int winner = IntStream.range(0, 4)
                    .filter(i -> answers.get(i).status() == 200)
                    .findFirst()
                    .orElseThrow();
            for (int i = 0; i < 4; i++) {
                assertThat(http.get("/accounts/" + accounts.get(i)).text("status"))
                        .isEqualTo(i == winner ? "ACTIVE" : "PENDING_CONFIRMATION");
            }
            assertPage(
                    http.postForm("/confirmations", "token=" + tokens.get((winner + 1) % 4)),
                    409,
                    "This address is confirmed already");
            awaitEverythingPublished();
            assertThat(accounts.stream().flatMap(account -> eventsOf(account).stream()))
                    .filteredOn(AccountConfirmed.class::isInstance)
                    .hasSize(1);
        }
    }

    @OddInput(value = "concurrency", answer = "eight times 200, one event")
    @Test
    void ofManyConfirmationsOfOneAccountAllAreAnsweredAndOneIsPublished() {
        UUID account = signUp(address);
        String token = token(account);

        List<Answer> answers = atOnce(IntStream.range(0, 8)
                .<Callable<Answer>>mapToObj(i -> () -> confirmByJson(token))
                .toList());

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(answers)
                .extracting(answer -> answer.text("confirmedAt"))
                .containsOnly(answers.getFirst().text("confirmedAt"));
        awaitEverythingPublished();
        assertThat(eventsOf(account)).hasSize(2);
    }

    @Test
    void keepsTheTokenOutOfLogDatabaseAndTopic(CapturedOutput output) {
        UUID account = signUp(address);
        String good = token(account);
        String late = badToken(Bad.EXPIRED, account);
        for (String token : List.of(good, late)) {
            http.get("/confirm?token=" + token);
            http.postForm("/confirmations", "token=" + token);
            confirmByJson(token);
        }

        awaitEverythingPublished();
        assertThat(new PublishedEvents(admin).records()).isNotEmpty();
        for (String token : List.of(good, late)) {
            String secret = token.substring(token.lastIndexOf('.') + 1);
            assertThat(output.getAll()).contains("Started ").doesNotContain(secret);
            assertThat(DatabaseContents.of(database)).contains(address).doesNotContain(secret);
            assertThat(new PublishedEvents(admin).records())
                    .noneSatisfy(record -> assertThat(record + new String(record.value(), UTF_8))
                            .contains(secret));
        }
    }

    private UUID signUp(String email) {
        Answer created =
                http.post("{\"ownerName\":\"Ada Lovelace\",\"email\":\"%s\",\"locale\":\"de-AT\"}".formatted(email));
        assertThat(created.status()).isEqualTo(201);
        return UUID.fromString(created.text("id"));
    }

    private Answer confirmByJson(String token) {
        return http.postJson("/confirmations", "{\"token\":\"" + token + "\"}");
    }

    private String token(UUID account) {
        return token("test", key, Instant.now(), account, address);
    }

    private static String token(String keyId, String key, Instant mintedAt, UUID account, String address) {
        return new TokenMinter(
                        ConfirmationKeys.of(Map.of(keyId, key)),
                        keyId,
                        VALID_FOR,
                        Clock.fixed(mintedAt, ZoneOffset.UTC))
                .mint(account, address)
                .text();
    }

    private String addressOf(UUID account) {
        return jdbc.sql("select email from account where id = ?")
                .param(account)
                .query(String.class)
                .single();
    }

    /** The page with the button, but for the token. */
    private String page(UUID account) {
        String token = token(account);
        Answer page = http.get("/confirm?token=" + token);
        assertPage(page, 200, "Confirm your address");
        return page.response().body().replace(token, "");
    }

    private static String tokenIn(Answer page) {
        Matcher form = Pattern.compile("<form method=\"post\" action=\"confirmations\">\\s*"
                        + "<input type=\"hidden\" name=\"token\" value=\"([^\"]+)\">\\s*<button type=\"submit\">")
                .matcher(page.response().body());
        assertThat(form.find()).as(page.response().body()).isTrue();
        return form.group(1);
    }

    private static void assertPage(Answer page, int status, String title) {
        String html = page.response().body();
        assertThat(page.status()).as(html).isEqualTo(status);
        assertThat(html).contains("<h1>" + title).contains("<title>" + title).doesNotContain("??", " th:");
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'; ");
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) {
        CyclicBarrier start = new CyclicBarrier(calls.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            List<Future<T>> results = calls.stream()
                    .map(call -> threads.submit(() -> {
                        start.await();
                        return call.call();
                    }))
                    .toList();
            List<T> all = new ArrayList<>();
            for (Future<T> result : results) {
                all.add(result.get());
            }
            return all;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitEverythingPublished() {
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql("select count(*) from outbox")
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    private List<Event> eventsOf(UUID account) {
        return new PublishedEvents(admin).of(account);
    }
}
