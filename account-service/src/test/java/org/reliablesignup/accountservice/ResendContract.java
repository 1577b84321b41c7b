package org.reliablesignup.accountservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.accountservice.Http.Answer;
import org.reliablesignup.accountservice.account.AccountId;
import org.reliablesignup.accountservice.resend.ResendMail;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Without a broker, so that the outbox shows which mails were asked for. Time passes only where a test says so. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "outbox.poll-interval=1h",
            "spring.transaction.default-timeout=60s",
            "spring.jdbc.template.query-timeout=60s",
            "limits.per-client=4/1h",
            "limits.resend-cool-down=60s",
            "limits.resends-per-address=3/1d",
            "limits.trusted-proxies=127.0.0.0/8,::1/128"
        })
@Import(MovableClock.class)
abstract class ResendContract {

    private static final Duration COOL_DOWN = Duration.ofSeconds(60);

    private final String name = "ada-" + UUID.randomUUID();
    private final String address = name + "@example.com";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private ResendMail resendMail;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private MovableClock clock;

    private Http http = new Http(0);

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void asksForAnotherMail() {
        UUID account = signUp(address);
        clock.advance(COOL_DOWN);

        Answer answer = resend(account);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.response().body()).isEmpty();
        List<JsonNode> events = eventsOf(account);
        assertThat(events).hasSize(2);
        JsonNode event = events.getLast();
        assertThat(event.path("ce_type").asString()).isEqualTo("confirmation-mail.requested.v1");
        assertThat(event.path("ce_subject").asString()).isEqualTo(account.toString());
        assertThat(event.path("ce_time").asString())
                .isEqualTo(state(account).path("since").asString());
        assertThat(event.path("ownerName").asString()).isEqualTo("Ada");
        assertThat(event.path("email").asString()).isEqualTo(address);
        assertThat(event.path("locale").asString()).isEqualTo("de-AT");
        assertThat(event.path("addressTaken").asBoolean(true)).isFalse();
    }

    @Test
    void showsTheNewMailAsQueuedFromTheAnswerOn() {
        UUID account = signUp(address);
        jdbc.sql("insert into confirmation_mail (account_id, mail_id, status, since) values (?, ?, 'SENT', ?)")
                .params(account, UUID.randomUUID(), clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        assertThat(state(account).path("status").asString()).isEqualTo("SENT");
        clock.advance(COOL_DOWN);

        resend(account);

        assertThat(state(account).path("status").asString()).isEqualTo("QUEUED");
        assertThat(jdbc.sql("select cast(mail_id as varchar(36)) from confirmation_mail where account_id = ?")
                        .param(account)
                        .query(String.class)
                        .single())
                .isEqualTo(eventsOf(account).getLast().path("ce_id").asString());
    }

    @Test
    void waitsAsLongAsTheMailOfTheSignUpIsOnItsWay() {
        UUID account = signUp(address);
        double before = limited();

        assertTooMany(resend(account), 60);
        clock.advance(COOL_DOWN.minusMillis(1));
        assertTooMany(resend(account), 1);

        assertThat(eventsOf(account)).hasSize(1);
        assertThat(limited() - before).isEqualTo(2);
        clock.advance(Duration.ofMillis(1));
        assertThat(resend(account).status()).isEqualTo(202);
    }

    @Test
    void waitsNoLongerForASignUpThatAClockSetsIntoTheFuture() {
        UUID account = signUp(address);
        jdbc.sql("update account set created_at = created_at + interval '1' hour where id = ?")
                .param(account)
                .update();

        assertTooMany(resend(account), 60);
    }

    @Test
    void coolsDownBetweenTwoMails() {
        UUID account = signUp(address);
        clock.advance(COOL_DOWN);
        assertThat(resend(account).status()).isEqualTo(202);

        assertTooMany(resend(account), 60);
        clock.advance(COOL_DOWN.minusSeconds(1));
        assertTooMany(resend(account), 1);

        assertThat(eventsOf(account)).hasSize(2);
        clock.advance(Duration.ofSeconds(1));
        assertThat(resend(account).status()).isEqualTo(202);
        assertThat(eventsOf(account)).hasSize(3);
    }

    @Test
    void coolsDownForAnAddressInAnySpellingOfAnyAccount() {
        UUID one = signUp(address);
        UUID other = signUp(name + "@EXAMPLE.com");
        clock.advance(COOL_DOWN);

        assertThat(resend(one).status()).isEqualTo(202);
        assertTooMany(resend(other), 60);
        assertThat(eventsOf(other)).hasSize(1);
    }

    @Test
    void sendsSoManyADayAndNoMore() {
        UUID account = signUp(address);
        for (int i = 0; i < 3; i++) {
            clock.advance(COOL_DOWN);
            assertThat(resend(account).status()).isEqualTo(202);
        }

        clock.advance(COOL_DOWN);
        assertTooMany(resend(account), 8 * 3600);
        clock.advance(Duration.ofHours(8));
        assertThat(resend(account).status()).isEqualTo(202);
        assertThat(eventsOf(account)).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01890a5d-ac96-774b-bcce-b302099a8057", "nonsense", "1-1-1-1-1"})
    void knowsNoSuchAccount(String id) {
        assertProblem(resend(id, aClient()), 404, "account-not-found");
    }

    @Test
    void refusesWhatIsActive() {
        UUID account = signUp(address);
        confirm(account);
        clock.advance(COOL_DOWN);

        assertProblem(resend(account), 409, "account-already-active");
        assertThat(eventsOf(account)).hasSize(2);
    }

    @Test
    void countsForTheClientRightOrWrong() {
        UUID account = signUp(address);
        clock.advance(COOL_DOWN);
        String client = aClient();
        assertThat(resend("nonsense", client).status()).isEqualTo(404);
        assertThat(resend(account.toString(), client).status()).isEqualTo(202);
        assertTooMany(resend(account.toString(), client), 60);
        assertThat(http.post("{", "X-Forwarded-For", client).status()).isEqualTo(400);

        assertTooMany(resend("nonsense", client), 900);
        assertTooMany(http.post("{", "X-Forwarded-For", client), 900);
    }

    @Test
    void leavesEarlierLinksAsGoodAsTheyWere() {
        UUID account = signUp(address);
        String earlier = Tokens.confirmation(account, address, clock);
        clock.advance(COOL_DOWN);
        resend(account);

        assertThat(http.postJson("/confirmations", earlier).text("status")).isEqualTo("ACTIVE");
    }

    @Test
    void doesNotCountWhatIsRolledBackAndLeavesNothingOfIt() {
        UUID account = signUp(address);
        clock.advance(COOL_DOWN);
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> transaction.executeWithoutResult(status -> {
                        assertThat(resendMail.resend(new AccountId(account))).isTrue();
                        throw new IllegalStateException("before the commit");
                    }));
        }
        assertThat(eventsOf(account)).hasSize(1);
        assertThat(state(account).has("since")).isFalse();

        assertThat(resend(account).status()).isEqualTo(202);
    }

    @Test
    void ofTwoAtTheSameMomentOneIsTakenAndOneRefused() throws Exception {
        for (int round = 0; round < 10; round++) {
            UUID account = signUp(round + address);
            clock.advance(COOL_DOWN);

            List<Answer> answers = AtOnce.ask(List.of(() -> resend(account), () -> resend(account)));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(202, 429);
            assertThat(eventsOf(account)).hasSize(2);
        }
    }

    @Test
    void ofTwoAccountsOfOneAddressAtTheSameMomentOneIsServed() throws Exception {
        for (int round = 0; round < 10; round++) {
            UUID one = signUp(round + address);
            UUID other = signUp(round + address);
            clock.advance(COOL_DOWN);

            List<Answer> answers = AtOnce.ask(List.of(() -> resend(one), () -> resend(other)));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(202, 429);
        }
    }

    @Test
    void asksForNoMailOnceTheAccountIsConfirmed() throws Exception {
        for (int round = 0; round < 10; round++) {
            UUID account = signUp(round + address);
            clock.advance(COOL_DOWN);
            String token = Tokens.confirmation(account, round + address, clock);

            List<Answer> answers =
                    AtOnce.ask(List.of(() -> http.postJson("/confirmations", token), () -> resend(account)));

            assertThat(answers.getFirst().status()).isEqualTo(200);
            assertThat(answers.getLast().status()).isIn(202, 409);
            List<String> types = eventsOf(account).stream()
                    .map(event -> event.path("ce_type").asString())
                    .toList();
            assertThat(types)
                    .startsWith("account.created.v1")
                    .endsWith("account.confirmed.v1")
                    .hasSize(answers.getLast().status() == 202 ? 3 : 2);
        }
    }

    private static void assertTooMany(Answer answer, int mostSeconds) {
        assertProblem(answer, 429, "too-many-requests");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, mostSeconds);
    }

    private static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("type")).isEqualTo("urn:problem-type:signup:" + type);
    }

    private UUID signUp(String email) {
        String body = "{\"ownerName\":\"Ada\",\"email\":\"%s\",\"locale\":\"de-AT\"}".formatted(email);
        Answer created = http.post(body, "X-Forwarded-For", aClient());
        assertThat(created.status()).as(created.response().body()).isEqualTo(201);
        return UUID.fromString(created.text("id"));
    }

    private Answer resend(UUID account) {
        return resend(account.toString(), aClient());
    }

    private Answer resend(String account, String client) {
        return http.postJson("/accounts/" + account + "/confirmation-mails", "", "X-Forwarded-For", client);
    }

    private void confirm(UUID account) {
        assertThat(http.postJson("/confirmations", Tokens.confirmation(account, address, clock))
                        .status())
                .isEqualTo(200);
    }

    private JsonNode state(UUID account) {
        return http.get("/accounts/" + account).body().path("confirmationMail");
    }

    private double limited() {
        return meters.get("signup.limited").tag("kind", "mail").counter().count();
    }

    /** Headers and data of each in one object, the first one first. */
    private List<JsonNode> eventsOf(UUID account) {
        JsonMapper json = new JsonMapper();
        return jdbc.sql("select headers, data from outbox where record_key = ? order by id")
                .param(account.toString())
                .query((row, number) -> {
                    String data = new String(row.getBytes("data"), UTF_8);
                    return json.readTree(row.getString("headers").replaceFirst("}$", ",") + data.substring(1));
                })
                .list();
    }

    private static String aClient() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "2001:db8:%x:%x::1".formatted(random.nextInt(0x10000), random.nextInt(0x10000));
    }
}
