package org.reliablesignup.accountservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.accountservice.Http.Answer;
import org.reliablesignup.accountservice.account.EmailAddress;
import org.reliablesignup.accountservice.account.NewAccount;
import org.reliablesignup.accountservice.account.OpenAccount;
import org.reliablesignup.accountservice.account.OwnerLocale;
import org.reliablesignup.accountservice.account.OwnerName;
import org.reliablesignup.accountservice.fingerprint.Fingerprint;
import org.reliablesignup.accountservice.idempotency.IdempotencyKey;
import org.reliablesignup.accountservice.idempotency.OncePerKey;
import org.reliablesignup.testing.OddInput;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Without a broker, so that the outbox shows how many mails were asked for. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "outbox.poll-interval=1h"})
abstract class IdempotencyContract {

    private static final String KEY = "Idempotency-Key";

    private final String key = UUID.randomUUID().toString();
    private final String address = key + "@example.com";
    private final String ada = body("Ada", address);

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private OncePerKey oncePerKey;

    @Autowired
    private OpenAccount openAccount;

    private Http http = new Http(0);

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void givesTheFirstAnswerAgainByteForByte() {
        Answer first = http.post(ada, KEY, '"' + key + '"');
        Answer again = http.post(ada, KEY, '"' + key + '"');
        Answer written = http.post(" { \"email\" : \"%s\", \"ownerName\" : \"Ada\" } ".formatted(address), KEY, key);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.response().body()).contains(address);
        for (Answer answer : List.of(again, written)) {
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.header("Location")).isEqualTo(first.header("Location"));
            assertThat(answer.header("Content-Type")).isEqualTo(first.header("Content-Type"));
            assertThat(answer.response().body()).isEqualTo(first.response().body());
        }
        assertAccountsAndEvents(1);
    }

    @Test
    void answersLikeASignUpWithoutKey() {
        Answer with = http.post(ada, KEY, key);
        Answer without = http.post(ada);

        assertThat(with.response().headers().map().keySet())
                .isEqualTo(without.response().headers().map().keySet());
        assertThat(with.body().propertyNames())
                .containsExactlyElementsOf(without.body().propertyNames());
    }

    @OddInput(value = "concurrency", answer = "422 idempotency-key-reused, nothing of the first in it")
    @Test
    void refusesTheKeyForAnotherSignUpAndTellsNothingOfTheFirst() {
        Answer first = http.post(ada, KEY, key);
        Answer other = http.post(body("Eve", "eve-" + address), KEY, key);

        assertProblem(other, 422, "idempotency-key-reused");
        assertThat(other.header("Location")).isEmpty();
        assertThat(other.response().body())
                .doesNotContain(first.text("id"))
                .doesNotContain(address)
                .doesNotContain("Ada");
        assertAccountsAndEvents(1);
    }

    @OddInput(value = "concurrency", answer = "201 or 409, one account, one event")
    @Test
    void opensOneAccountForFiftyAtOnce() throws Exception {
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(50)) {
            List<Future<Answer>> pending = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                pending.add(clients.submit(() -> http.post(ada, KEY, key)));
            }
            for (Future<Answer> answer : pending) {
                answers.add(answer.get());
            }
        }
        answers.add(http.post(ada, KEY, key));

        assertThat(answers).extracting(Answer::status).isSubsetOf(201, 409);
        assertThat(answers.getLast().status()).isEqualTo(201);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 201)
                .extracting(answer -> answer.response().body())
                .containsOnly(answers.getLast().response().body());
        assertAccountsAndEvents(1);
    }

    @OddInput(value = "concurrency", answer = "409 idempotency-key-in-flight, then 201")
    @Test
    void answers409AtOnceWhileTheFirstIsInFlightAndLeavesTheKeyFreeWhenThatFails() {
        List<Answer> meanwhile = new ArrayList<>();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> oncePerKey.answer(new IdempotencyKey(key), Fingerprint.of("something else"), () -> {
                    meanwhile.add(http.post(ada, KEY, key));
                    throw new IllegalStateException("the first one fails");
                }));

        assertProblem(meanwhile.getFirst(), 409, "idempotency-key-in-flight");
        assertThat(meanwhile.getFirst().header("Retry-After")).isEqualTo("1");
        assertAccountsAndEvents(0);
        assertThat(http.post(ada, KEY, key).status()).isEqualTo(201);
        assertAccountsAndEvents(1);
    }

    @Test
    void keepsNoAccountWithoutItsAnswer() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> oncePerKey.answer(new IdempotencyKey(key), Fingerprint.of(ada), () -> {
                    openAccount.open(
                            new NewAccount(OwnerName.of("Ada"), EmailAddress.of(address), OwnerLocale.of("en")));
                    throw new IllegalStateException("before the commit");
                }));

        assertAccountsAndEvents(0);
    }

    @Test
    void leavesTheKeyFreeWhenTheFirstIsRefused() {
        assertProblem(http.post("{\"ownerName\":\"Ada\"}", KEY, key), 400, "invalid-fields");

        assertThat(http.post(ada, KEY, key).status()).isEqualTo(201);
    }

    @Test
    void opensAnotherAccountWhenTheFirstAnswerHasExpired() {
        Answer first = http.post(ada, KEY, key);
        jdbc.sql("update idempotency_key set expires_at = current_timestamp - interval '1' second")
                .update();
        Answer later = http.post(ada, KEY, key);

        assertThat(later.status()).isEqualTo(201);
        assertThat(later.text("id")).isNotEqualTo(first.text("id"));
        assertThat(http.post(ada, KEY, key).text("id")).isEqualTo(later.text("id"));
    }

    @Test
    void storesTheKeyAndTheRequestAsHashesOnly() {
        http.post(ada, KEY, key);

        assertThat(jdbc.sql("select key_hash, fingerprint from idempotency_key where location is not null")
                        .query()
                        .listOfRows())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.values())
                        .allSatisfy(value -> assertThat(String.valueOf(value)).matches("[0-9a-f]{64}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"open", "two words", "\"a\", \"b\""})
    void refusesWhatIsNotAKey(String header) {
        assertProblem(http.post(ada, KEY, header), 400, "idempotency-key-malformed");
        assertAccountsAndEvents(0);
    }

    private void assertAccountsAndEvents(int expected) {
        assertThat(jdbc.sql("select count(*) from account where email like ?")
                        .param("%" + address)
                        .query(Integer.class)
                        .single())
                .isEqualTo(expected);
        assertThat(jdbc.sql("select count(*) from outbox join account on record_key = cast(account.id as varchar(36))"
                                + " where email like ?")
                        .param("%" + address)
                        .query(Integer.class)
                        .single())
                .isEqualTo(expected);
    }

    private static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("type")).isEqualTo("urn:problem-type:signup:" + type);
    }

    private static String body(String name, String address) {
        return "{\"ownerName\":\"%s\",\"email\":\"%s\"}".formatted(name, address);
    }
}
