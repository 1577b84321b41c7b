package org.reliablesignup.accountservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reliablesignup.accountservice.Http.Answer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two addresses of the same length: one that an account has confirmed, and one that nobody has heard of. Without a broker,
 * so that the outbox shows what was published.
 */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "outbox.poll-interval=1h",
            "spring.transaction.default-timeout=60s",
            "spring.jdbc.template.query-timeout=60s",
            "limits.per-client=1000/1m",
            "limits.per-address=4/1h",
            "limits.resend-cool-down=0s",
            "limits.resends-per-address=2/1d"
        })
@Import(RecordedStatements.class)
abstract class ExistingAddressContract {

    private static final Set<String> EVER_DIFFERENT = Set.of("date", "location", "content-length", "retry-after");

    private final String run = UUID.randomUUID().toString();
    private final String taken = "t-taken-" + run + "@example.com";
    private final String fresh = "t-fresh-" + run + "@example.com";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RecordedStatements statements;

    private Http http = new Http(0);

    @BeforeEach
    void confirmOne() {
        http = new Http(port);
        UUID owner = idOf(signUp(taken));
        assertThat(confirm(owner, taken).status()).isEqualTo(200);
    }

    @Test
    void answersASignUpAlike() {
        assertAlike(address -> signUp(address));
    }

    @Test
    void answersAlikeAgainForTheSameIdempotencyKey() {
        assertAlike(address -> signUp(address, "Idempotency-Key", address));
        assertAlike(address -> signUp(address, "Idempotency-Key", address));
        assertAlike(address -> http.post(body("Eve", address), "Idempotency-Key", address));

        assertThat(accounts(taken)).isEqualTo(2);
        assertThat(accounts(fresh)).isEqualTo(1);
    }

    @Test
    void showsTheAccountAlike() {
        Map<String, UUID> accounts = Map.of(taken, idOf(signUp(taken)), fresh, idOf(signUp(fresh)));

        assertAlike(address -> http.get("/accounts/" + requireNonNull(accounts.get(address))));
    }

    @Test
    void takesTheWishForAnotherMailAlike() {
        Map<String, UUID> accounts = Map.of(taken, idOf(signUp(taken)), fresh, idOf(signUp(fresh)));

        for (int i = 0; i < 3; i++) {
            assertAlike(address -> resend(requireNonNull(accounts.get(address))));
            assertAlike(address -> http.get("/accounts/" + requireNonNull(accounts.get(address))));
        }
    }

    @Test
    void limitsTheSignUpsAlike() {
        signUp(fresh);
        for (int i = 0; i < 4; i++) {
            assertAlike(address -> signUp(address));
        }

        assertThat(signUp(taken).status()).isEqualTo(429);
        assertThat(accounts(taken)).isEqualTo(4);
        assertThat(accounts(fresh)).isEqualTo(4);
    }

    @Test
    void asksTheSameOfTheDatabase() {
        Map<String, UUID> accounts = Map.of(taken, idOf(signUp(taken)), fresh, idOf(signUp(fresh)));

        List<String> signUp = assertSameStatements(address -> signUp(address));
        assertSameStatements(address -> signUp(address, "Idempotency-Key", address));
        assertSameStatements(address -> http.get("/accounts/" + requireNonNull(accounts.get(address))));
        List<String> resend = assertSameStatements(address -> resend(requireNonNull(accounts.get(address))));

        for (List<String> all : List.of(signUp, resend)) {
            assertThat(all).anyMatch(sql -> sql.matches("select count.*confirmed_address.*"));
            assertThat(all).anyMatch(sql -> sql.startsWith("insert into outbox"));
        }
    }

    /** The bucket of the one is there since its owner signed up, that of the other is not. */
    @Test
    void asksTheSameOfTheDatabaseForAnAddressThatNobodyHasSignedUpBefore() {
        assertSameStatements(address -> signUp(address));
    }

    @Test
    void storesTheSame() {
        List<Map<String, Object>> rows = List.of(row(signUp(taken)), row(signUp(fresh)));

        rows.forEach(row -> row.keySet().removeAll(Set.of("id", "email", "created_at")));
        assertThat(rows.getFirst()).isEqualTo(rows.getLast()).isNotEmpty();
    }

    @Test
    void saysInTheEventAloneThatTheAddressIsTaken() {
        assertThat(events(signUp(fresh))).containsExactly("false");
        assertThat(events(signUp(taken))).containsExactly("true");
        assertThat(events(signUp("t-taken-" + run + "@EXAMPLE.com"))).containsExactly("true");
    }

    @Test
    void takesNoAddressForTakenThatNobodyHasConfirmedOrWhoseAccountIsGone() {
        signUp(fresh);
        assertThat(events(signUp(fresh))).containsExactly("false");

        jdbc.sql("delete from account where confirmed_address = ?").param(taken).update();
        assertThat(events(signUp(taken))).containsExactly("false");
    }

    @Test
    void looksAnewWhenAnotherMailIsAskedFor() {
        Answer waiting = signUp(fresh);
        UUID winner = idOf(signUp(fresh));
        resend(idOf(waiting));
        confirm(winner, fresh);
        resend(idOf(waiting));

        assertThat(events(waiting)).containsExactly("false", "false", "true");
    }

    @Test
    void neverConfirmsTheAddressASecondTimeWhicheverComesFirst() throws Exception {
        for (int round = 0; round < 10; round++) {
            String address = round + "-" + fresh;
            UUID owner = idOf(signUp(address));

            List<Answer> answers = AtOnce.ask(List.of(() -> signUp(address), () -> confirm(owner, address)));

            assertThat(answers).extracting(Answer::status).containsExactly(201, 200);
            assertThat(events(answers.getFirst()))
                    .containsAnyOf("true", "false")
                    .hasSize(1);
            assertThat(confirm(idOf(answers.getFirst()), address).status()).isEqualTo(409);
            assertThat(events(signUp(address))).containsExactly("true");
        }
    }

    private void assertAlike(Function<String, Answer> request) {
        Answer ofTaken = request.apply(taken);
        Answer ofFresh = request.apply(fresh);

        assertThat(ofTaken.status()).isEqualTo(ofFresh.status());
        assertThat(headers(ofTaken)).isEqualTo(headers(ofFresh)).isNotEmpty();
        assertThat(withoutWhatIsItsOwn(ofTaken.header("Location")))
                .isEqualTo(withoutWhatIsItsOwn(ofFresh.header("Location")));
        assertThat(withoutWhatIsItsOwn(ofTaken.response().body()))
                .isEqualTo(withoutWhatIsItsOwn(ofFresh.response().body()));
    }

    /** All of them; of those that always differ, that they are there. */
    private static Map<String, Object> headers(Answer answer) {
        Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        answer.response()
                .headers()
                .map()
                .forEach((name, values) -> headers.put(
                        name, EVER_DIFFERENT.contains(name.toLowerCase(Locale.ROOT)) ? values.size() : values));
        return headers;
    }

    private static String withoutWhatIsItsOwn(String text) {
        return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "uuid")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "time")
                .replaceAll("t-(taken|fresh)-", "t-");
    }

    private List<String> assertSameStatements(Function<String, Answer> request) {
        List<String> ofTaken = statements.during(() -> request.apply(taken));
        List<String> ofFresh = statements.during(() -> request.apply(fresh));

        assertThat(ofTaken).isEqualTo(ofFresh).isNotEmpty();
        return ofTaken;
    }

    private Answer signUp(String address, String... headers) {
        return http.post(body("Ada", address), headers);
    }

    private static String body(String name, String address) {
        return "{\"ownerName\":\"%s\",\"email\":\"%s\",\"locale\":\"de\"}".formatted(name, address);
    }

    private Answer confirm(UUID account, String address) {
        return http.postJson("/confirmations", Tokens.confirmation(account, address, Clock.systemUTC()));
    }

    private Answer resend(UUID account) {
        return http.postJson("/accounts/" + account + "/confirmation-mails", "");
    }

    private static UUID idOf(Answer created) {
        assertThat(created.status()).as(created.response().body()).isEqualTo(201);
        return UUID.fromString(created.text("id"));
    }

    private int accounts(String address) {
        return jdbc.sql("select count(*) from account where email = ?")
                .param(address)
                .query(Integer.class)
                .single();
    }

    private Map<String, Object> row(Answer created) {
        return new TreeMap<>(jdbc.sql("select * from account where id = ?")
                .param(idOf(created))
                .query()
                .singleRow());
    }

    /** What the events of an account that ask for a mail say of its address, the first one first. */
    private List<String> events(Answer created) {
        return jdbc
                .sql("select data from outbox where record_key = ? order by id")
                .param(idOf(created).toString())
                .query((row, number) -> new String(row.getBytes("data"), UTF_8))
                .list()
                .stream()
                .map(data -> data.replaceFirst(".*\"addressTaken\":(\\w+).*", "$1"))
                .toList();
    }
}
