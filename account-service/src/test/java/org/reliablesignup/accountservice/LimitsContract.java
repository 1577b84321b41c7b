package org.reliablesignup.accountservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reliablesignup.accountservice.Http.Answer;
import org.reliablesignup.accountservice.account.EmailAddress;
import org.reliablesignup.accountservice.account.NewAccount;
import org.reliablesignup.accountservice.account.OpenAccount;
import org.reliablesignup.accountservice.account.OwnerLocale;
import org.reliablesignup.accountservice.account.OwnerName;
import org.reliablesignup.testing.OddInput;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Each test has clients and addresses of its own. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "limits.per-client=4/1h",
            "limits.per-address=2/1h",
            "limits.trusted-proxies=127.0.0.0/8,::1/128"
        })
abstract class LimitsContract {

    private final String name = UUID.randomUUID().toString();
    private final String address = name + "@example.com";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private OpenAccount openAccount;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private MeterRegistry meters;

    private Http http = new Http(0);

    /** The first sign-up of a JVM takes long, and others wait for a lock that it holds; that is not what is tested. */
    @BeforeEach
    void connect() {
        http = new Http(port);
        assertThat(post(signUp("first-" + address), aClient()).status()).isEqualTo(201);
    }

    @Test
    void countsWhatAClientAsksForRightOrWrong() {
        String client = aClient();
        double before = limited("client");

        assertThat(post("{", client).status()).isEqualTo(400);
        assertThat(post("{}", client).status()).isEqualTo(400);
        assertThat(post(signUp("a" + address), client).status()).isEqualTo(201);
        assertThat(post(signUp("b" + address), client).status()).isEqualTo(201);
        assertTooMany(post(signUp("c" + address), client), 900);
        assertTooMany(post("{", client), 900);

        assertThat(limited("client") - before).isEqualTo(2);
        assertThat(accounts("c" + address)).isZero();
        assertThat(post(signUp("c" + address), aClient()).status()).isEqualTo(201);
    }

    @OddInput(value = "limits", answer = "429 too-many-requests")
    @Test
    void takesANetworkOfIpv6ForOneClient() {
        String network = "2001:db8:%x:%x:".formatted(random(), random());
        for (int i = 1; i <= 4; i++) {
            post("{", network + ":" + i);
        }

        assertTooMany(post("{", network + "1:2:3:4"), 900);
    }

    @OddInput(value = "limits", answer = "429 too-many-requests")
    @Test
    void countsTheSignUpsForAnAddressInAnySpellingFromAnyClient() {
        double before = limited("address");

        assertThat(post(signUp(address), aClient()).status()).isEqualTo(201);
        assertThat(post(signUp(name + "@EXAMPLE.com"), aClient()).status()).isEqualTo(201);
        assertTooMany(post(signUp("\\\"" + name + "\\\"@example.com"), aClient()), 1800);

        assertThat(limited("address") - before).isEqualTo(1);
        assertThat(accounts(name + "@%")).isEqualTo(2);
    }

    @OddInput(value = "limits", answer = "the same 429 for both limits")
    @Test
    void tellsNobodyWhichLimitItIs() {
        String client = aClient();
        for (int i = 0; i < 4; i++) {
            post("{", client);
        }
        post(signUp(address), aClient());
        post(signUp(address), aClient());

        Answer ofClient = post(signUp(address), client);
        Answer ofAddress = post(signUp(address), aClient());
        assertThat(ofAddress.status()).isEqualTo(429);
        assertThat(ofAddress.response().body()).isEqualTo(ofClient.response().body());
        assertThat(ofAddress.response().headers().map().keySet())
                .isEqualTo(ofClient.response().headers().map().keySet());
    }

    @OddInput(value = "concurrency", answer = "201 as often as the limit says, else 429")
    @Test
    void letsNoMoreThroughWhenAllComeAtOnce() throws Exception {
        List<Answer> answers = atOnce(30, i -> post(signUp(address), aClient()));

        assertThat(answers).extracting(Answer::status).containsOnly(201, 429);
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(2);
        assertThat(accounts(address)).isEqualTo(2);
    }

    @OddInput(value = "concurrency", answer = "201 or 409, one account")
    @Test
    void countsAnAnswerThatIsGivenAgainForTheClientAndNotForTheAddress() throws Exception {
        List<Answer> answers =
                new ArrayList<>(atOnce(20, i -> post(signUp(address), aClient(), "Idempotency-Key", name)));
        answers.add(post(signUp(address), aClient(), "Idempotency-Key", name));

        assertThat(answers).extracting(Answer::status).isSubsetOf(201, 409);
        assertThat(accounts(address)).isEqualTo(1);
        assertThat(post(signUp(address), aClient()).status()).isEqualTo(201);
        assertThat(post(signUp(address), aClient()).status()).isEqualTo(429);
        String client = aClient();
        for (int i = 0; i < 4; i++) {
            assertThat(post(signUp(address), client, "Idempotency-Key", name).status())
                    .isEqualTo(201);
        }
        assertTooMany(post(signUp(address), client, "Idempotency-Key", name), 900);
    }

    @Test
    void refusesWhomItHasRefusedWithoutTheDatabase() {
        String client = aClient();
        for (int i = 0; i < 5; i++) {
            post("{", client);
        }
        jdbc.sql("delete from limit_bucket").update();

        assertTooMany(post("{", client), 900);
        assertThat(jdbc.sql("select count(*) from limit_bucket")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void doesNotCountASignUpThatIsRolledBack() {
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> transaction.executeWithoutResult(status -> {
                        openAccount.open(
                                new NewAccount(OwnerName.of("Ada"), EmailAddress.of(address), OwnerLocale.of("en")));
                        throw new IllegalStateException("before the commit");
                    }));
        }

        assertThat(post(signUp(address), aClient()).status()).isEqualTo(201);
    }

    @Test
    void writesNoAddressDownInClear() {
        String client = aClient();
        post(signUp(address), client);

        assertThat(jdbc.sql("select key_hash from limit_bucket")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .allMatch(key -> key.matches("[0-9a-f]{64}"));
    }

    @Test
    void mayForgetABucketWhenItIsFullAgain() {
        jdbc.sql("delete from limit_bucket").update();
        transaction.executeWithoutResult(status ->
                openAccount.open(new NewAccount(OwnerName.of("Ada"), EmailAddress.of(address), OwnerLocale.of("en"))));

        assertThat(jdbc.sql("""
                        select count(*) from limit_bucket
                        where expires_at > current_timestamp + interval '25' minute
                        and expires_at < current_timestamp + interval '31' minute""").query(Integer.class).single()).isEqualTo(1);
    }

    private static List<Answer> atOnce(int times, IntFunction<Answer> request) throws Exception {
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(times)) {
            List<Future<Answer>> pending = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int number = i;
                pending.add(clients.submit(() -> request.apply(number)));
            }
            for (Future<Answer> answer : pending) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    private static void assertTooMany(Answer answer, int mostSeconds) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(429);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("type")).isEqualTo("urn:problem-type:signup:too-many-requests");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, mostSeconds);
    }

    private Answer post(String body, String client, String... headers) {
        List<String> all = new ArrayList<>(List.of("X-Forwarded-For", client));
        all.addAll(List.of(headers));
        return http.post(body, all.toArray(String[]::new));
    }

    private int accounts(String pattern) {
        return jdbc.sql("select count(*) from account where lower(email) like ?")
                .param(pattern)
                .query(Integer.class)
                .single();
    }

    private double limited(String kind) {
        return meters.get("signup.limited").tag("kind", kind).counter().count();
    }

    private static String signUp(String address) {
        return "{\"ownerName\":\"Ada\",\"email\":\"%s\"}".formatted(address);
    }

    private static String aClient() {
        return "2001:db8:%x:%x::1".formatted(random(), random());
    }

    private static int random() {
        return ThreadLocalRandom.current().nextInt(0x10000);
    }
}
