package org.reliablesignup.accountservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reliablesignup.accountservice.Http.Answer;
import org.reliablesignup.testing.OddInput;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.TestDatabase;
import org.reliablesignup.testing.process.Service;
import org.reliablesignup.testing.process.Service.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Two instances as processes of their own, which share nothing but a database. Without a broker, so that the outbox shows
 * how many mails were asked for.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(300)
class TwoInstancesIT {

    private static final String KEY = "Idempotency-Key";
    private static final int AT_ONCE = 40;

    private final TestDatabase database = TestDatabase.create(Database.POSTGRESQL);
    private final DriverManagerDataSource source =
            new DriverManagerDataSource(database.url(), database.username(), database.password());
    private final JdbcClient jdbc = JdbcClient.create(source);
    private final List<Service> instances = new ArrayList<>();
    private final List<Http> clients = new ArrayList<>();

    private String key = "";
    private String address = "";

    @BeforeAll
    void start(@TempDir Path folder) {
        Map<String, String> settings = new HashMap<>(database.properties());
        settings.put("spring.kafka.bootstrap-servers", "localhost:1");
        settings.put("spring.transaction.default-timeout", "60s");
        settings.put("spring.jdbc.template.query-timeout", "60s");
        settings.put("spring.datasource.hikari.connection-timeout", "60000");
        settings.put("limits.per-client", "20/1h");
        settings.put("limits.resend-cool-down", "1h");
        settings.put("limits.trusted-proxies", "127.0.0.0/8,::1/128");
        settings.put("confirmation.keys.test", "dGhlc2UgMzIgYnl0ZXMgYXJlIGZvciB0ZXN0cyBvbmx5");
        for (int number = 1; number <= 2; number++) {
            Service instance = new Service(Kind.ACCOUNT, number, folder, settings);
            instances.add(instance.start());
            clients.add(new Http(instance.uri("/").getPort()));
        }
    }

    @BeforeEach
    void bothAreThere() {
        key = UUID.randomUUID().toString();
        address = key + "@example.com";
        for (Service instance : instances) {
            if (!instance.process().isAlive()) {
                instance.start();
            }
            instance.awaitReady();
        }
    }

    @AfterAll
    void end() {
        clients.forEach(Http::close);
        instances.forEach(instance -> instance.process().kill());
        database.close();
    }

    @OddInput(value = "concurrency", answer = "201 or 409, one account, one event; 422 for another body")
    @Test
    void openOneAccountForOneKeyAndTellItsAnswerAgainWhicheverIsKilled() throws Exception {
        List<Answer> answers = atOnce(AT_ONCE, client -> signUp(client, "Zoë", KEY, key));

        assertThat(answers).extracting(Answer::status).contains(201).containsOnly(201, 409);
        assertThat(answers).filteredOn(answer -> answer.status() == 409).allSatisfy(TwoInstancesIT::assertInFlight);
        Answer first = answers.stream()
                .filter(answer -> answer.status() == 201)
                .findFirst()
                .orElseThrow();
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 201)
                .allSatisfy(answer -> assertSame(answer, first));
        assertOneAccountAndEvent();
        for (int killed = 0; killed < 2; killed++) {
            Http left = clients.get(1 - killed);
            instances.get(killed).process().kill();
            assertSame(signUp(left, "Zoë", KEY, key), first);
            assertProblem(signUp(left, "Eve", KEY, key), 422, "idempotency-key-reused");

            instances.get(killed).start().awaitReady();
            Http restarted = clients.get(killed);
            assertSame(signUp(restarted, "Zoë", KEY, key), first);
            assertProblem(signUp(restarted, "Eve", KEY, key), 422, "idempotency-key-reused");
        }
        assertOneAccountAndEvent();
    }

    @OddInput(value = "concurrency", answer = "409 idempotency-key-in-flight, then 201 and one account")
    @Test
    void leaveTheKeyFreeWhenTheOneThatWasAnsweringIsKilled() throws Exception {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table account in exclusive mode");
            CompletableFuture<Answer> first =
                    CompletableFuture.supplyAsync(() -> signUp(clients.getFirst(), "Zoë", KEY, key));
            await().atMost(Duration.ofSeconds(60)).until(() -> waitingForALock() == 1);

            assertInFlight(signUp(clients.getLast(), "Zoë", KEY, key));
            assertInFlight(signUp(clients.getLast(), "Eve", KEY, key));
            instances.getFirst().process().kill();
            assertThat(first).failsWithin(Duration.ofSeconds(30));
            connection.rollback();
        }

        // PostgreSQL notices that its client is gone when it has something to say to it.
        await().atMost(Duration.ofSeconds(60))
                .until(() -> signUp(clients.getLast(), "Zoë", KEY, key).status() == 201);
        assertOneAccountAndEvent();
        instances.getFirst().start().awaitReady();
        assertSame(signUp(clients.getFirst(), "Zoë", KEY, key), signUp(clients.getLast(), "Zoë", KEY, key));
    }

    @OddInput(value = "concurrency", answer = "202 for one, 429 for the other, one mail")
    @Test
    void sendOneMailInACoolDownAndKnowOfItAfterARestart() throws Exception {
        UUID account = UUID.fromString(signUp(clients.getFirst(), "Zoë").text("id"));
        jdbc.sql("update account set created_at = created_at - interval '2 hours' where id = ?")
                .param(account)
                .update();

        List<Answer> answers = atOnce(AT_ONCE, client -> resend(client, account));

        assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() != 202).allSatisfy(TwoInstancesIT::assertTooMany);
        instances.getFirst().process().kill();
        instances.getFirst().start().awaitReady();
        assertTooMany(resend(clients.getFirst(), account));
        assertThat(events()).isEqualTo(2);
    }

    @OddInput(value = "concurrency", answer = "201 for five, 429 for the others")
    @Test
    void takeFiveSignUpsForAnAddressTogether() throws Exception {
        List<Answer> answers = atOnce(AT_ONCE, client -> signUp(client, "Zoë"));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(5);
        assertThat(answers).filteredOn(answer -> answer.status() != 201).allSatisfy(TwoInstancesIT::assertTooMany);
    }

    @OddInput(value = "concurrency", answer = "400 for twenty, 429 for the others")
    @Test
    void takeTwentyRequestsOfAClientTogether() throws Exception {
        String client = aClient();

        List<Answer> answers = atOnce(AT_ONCE, instance -> instance.post("{", "X-Forwarded-For", client));

        assertThat(answers).filteredOn(answer -> answer.status() == 400).hasSize(20);
        assertThat(answers).filteredOn(answer -> answer.status() != 400).allSatisfy(TwoInstancesIT::assertTooMany);
    }

    /** What an instance is asked. */
    private interface Question {
        Answer to(Http instance);
    }

    private List<Answer> atOnce(int times, Question question) throws Exception {
        List<Callable<Answer>> requests = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Http instance = clients.get(i % clients.size());
            requests.add(() -> question.to(instance));
        }
        return AtOnce.ask(requests);
    }

    private Answer signUp(Http instance, String name, String... headers) {
        List<String> all = new ArrayList<>(List.of("X-Forwarded-For", aClient()));
        all.addAll(List.of(headers));
        return instance.post(
                "{\"ownerName\":\"%s\",\"email\":\"%s\"}".formatted(name, address), all.toArray(String[]::new));
    }

    private static Answer resend(Http instance, UUID account) {
        return instance.postJson("/accounts/" + account + "/confirmation-mails", "", "X-Forwarded-For", aClient());
    }

    private int waitingForALock() {
        return count("select count(*) from pg_stat_activity"
                + " where datname = current_database() and wait_event_type = 'Lock'");
    }

    private void assertOneAccountAndEvent() {
        assertThat(count("select count(*) from account where email = '" + address + "'"))
                .isOne();
        assertThat(events()).isOne();
    }

    private int events() {
        return count("select count(*) from outbox join account on record_key = cast(account.id as varchar)"
                + " where email = '" + address + "'");
    }

    private int count(String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }

    private static void assertSame(Answer answer, Answer first) {
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo(first.header("Location"));
        assertThat(answer.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(answer.response().body()).isEqualTo(first.response().body()).contains("Zoë");
    }

    private static void assertInFlight(Answer answer) {
        assertProblem(answer, 409, "idempotency-key-in-flight");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    private static void assertTooMany(Answer answer) {
        assertProblem(answer, 429, "too-many-requests");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    }

    private static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("type")).isEqualTo("urn:problem-type:signup:" + type);
    }

    private static String aClient() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "2001:db8:%x:%x::1".formatted(random.nextInt(0x10000), random.nextInt(0x10000));
    }
}
