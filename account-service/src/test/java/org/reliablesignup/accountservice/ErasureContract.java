package org.reliablesignup.accountservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reliablesignup.accountservice.Http.Answer;
import org.reliablesignup.confirmation.ConfirmationKeys;
import org.reliablesignup.confirmation.TokenMinter;
import org.reliablesignup.events.AccountConfirmed;
import org.reliablesignup.events.AccountCreated;
import org.reliablesignup.events.AccountErased;
import org.reliablesignup.events.ConfirmationMailSent;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.EventMessage;
import org.reliablesignup.events.Topics;
import org.reliablesignup.testing.DatabaseContents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What an operator erases is gone, and everybody is told who could know of it. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "operator.name=olga",
            "operator.password=" + ErasureContract.PASSWORD,
            "outbox.topics=account-events,mail-events",
            "logging.level.audit=info",
            "spring.kafka.producer.key-serializer=org.apache.kafka.common.serialization.ByteArraySerializer",
            "spring.kafka.producer.value-serializer=org.apache.kafka.common.serialization.ByteArraySerializer"
        })
@ExtendWith(OutputCaptureExtension.class)
abstract class ErasureContract {

    static final String PASSWORD = "correct horse: battery";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EventCodec codec = new EventCodec();
    private final String name = "Ada " + UUID.randomUUID();
    private final String address = "ada-" + UUID.randomUUID() + "@example.com";

    @Value("${confirmation.keys.test}")
    private String key = "";

    @Autowired
    private KafkaAdmin admin;

    @Autowired
    private KafkaTemplate<byte[], byte[]> kafka;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource database;

    @Autowired
    private PlatformTransactionManager manager;

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    private Http http = new Http(0);
    private Http management = new Http(0);

    @BeforeEach
    void connect() {
        http = new Http(port);
        management = new Http(managementPort);
    }

    @Test
    void nothingIsLeftOfAnAccountThatWaits(CapturedOutput output) {
        UUID account = signUp("Idempotency-Key", "erased-" + address);
        report(account);
        awaitReported(account);
        assertThat(DatabaseContents.of(database)).contains(address, name, account.toString());

        Answer erased = erase(account);

        assertThat(erased.status()).isEqualTo(204);
        assertThat(erased.response().body()).isEmpty();
        assertThat(http.get("/accounts/" + account).status()).isEqualTo(404);
        awaitEverythingPublished();
        assertThat(DatabaseContents.of(database)).doesNotContain(address, name, account.toString());
        assertThat(output)
                .contains("operator=olga action=account.erase id=" + account + " outcome=erased")
                .doesNotContain(address, name);
    }

    @Test
    void theLastEventSaysThatItIsErasedAndNothingElse() {
        UUID account = signUp();
        Instant before = Instant.now();

        erase(account);

        awaitEverythingPublished();
        List<Event> events = new PublishedEvents(admin).of(account);
        assertThat(events).hasSize(2);
        assertThat(events.getFirst()).isInstanceOf(AccountCreated.class);
        assertThat(events.getLast()).isInstanceOfSatisfying(AccountErased.class, event -> {
            assertThat(event.occurredAt()).isBetween(before.minusMillis(1), Instant.now());
            assertThat(event.eventId().version()).isEqualTo(7);
        });
    }

    @Test
    void theAddressOfAnActiveAccountIsFreeAgain() {
        UUID account = signUp();
        assertThat(confirm(account).status()).isEqualTo(200);
        UUID next = signUp();
        assertThat(confirm(next).status()).isEqualTo(409);

        assertThat(erase(account).status()).isEqualTo(204);

        assertThat(confirm(account).status()).isEqualTo(410);
        assertThat(confirm(next).status()).isEqualTo(200);
        UUID another = signUp();
        assertThat(http.get("/accounts/" + another).text("status")).isEqualTo("PENDING_CONFIRMATION");
    }

    @Test
    void anIdempotencyKeyOfAnErasedAccountIsFree() {
        UUID account = signUp("Idempotency-Key", "again-" + address);
        erase(account);

        assertThat(signUp("Idempotency-Key", "again-" + address)).isNotEqualTo(account);
    }

    @Test
    void whatIsNotThereIsNotFoundAndTellsNobody(CapturedOutput output) {
        UUID account = signUp();
        UUID unknown = UUID.randomUUID();

        assertThat(erase(unknown).status()).isEqualTo(404);
        assertThat(erase(account).status()).isEqualTo(204);
        assertThat(erase(account).status()).isEqualTo(404);

        awaitEverythingPublished();
        PublishedEvents events = new PublishedEvents(admin);
        assertThat(events.of(account))
                .filteredOn(AccountErased.class::isInstance)
                .hasSize(1);
        assertThat(events.of(unknown)).isEmpty();
        assertThat(output)
                .contains("action=account.erase id=" + unknown + " outcome=refused (no such account)")
                .contains("action=account.erase id=" + account + " outcome=refused (no such account)");
    }

    @Test
    void onlyAnOperatorErases() {
        UUID account = signUp();

        assertThat(erase(account, "").status()).isEqualTo(401);
        assertThat(erase(account, "olga:wrong").status()).isEqualTo(401);
        assertThat(http.send(http.to("/accounts/" + account).DELETE()).status()).isEqualTo(405);
        assertThat(http.send(http.to("/actuator/accounts/" + account).DELETE(), "Authorization", login())
                        .status())
                .isEqualTo(404);
        assertThat(management
                        .send(management.to("/actuator/accounts/7").DELETE(), "Authorization", login())
                        .status())
                .isEqualTo(400);
        assertThat(http.get("/accounts/" + account).status()).isEqualTo(200);
    }

    @Test
    void whatStillWaitsInTheOutboxIsNeverPublished() {
        UUID account = whileNothingIsPublished(() -> {
            UUID waiting = signUp();
            // As one that the broker has refused.
            elsewhere(() -> jdbc.sql("update outbox set parked_at = current_timestamp where record_key = ?")
                    .param(waiting.toString())
                    .update());
            assertThat(confirm(waiting).status()).isEqualTo(200);
            assertThat(erase(waiting).status()).isEqualTo(204);
            return waiting;
        });

        awaitEverythingPublished();
        assertThat(new PublishedEvents(admin).of(account)).singleElement().isInstanceOf(AccountErased.class);
    }

    @Test
    void reportsThatComeLateLeaveNothing() {
        UUID account = signUp();
        UUID other = signUp();
        erase(account);

        report(account);
        report(other);

        awaitReported(other);
        assertThat(reports(account)).isZero();
    }

    @Test
    void leavesAllInPlaceWhatItCannotEraseAtOnce(CapturedOutput output) {
        UUID account = signUp("Idempotency-Key", "held-" + address);
        report(account);
        awaitReported(account);

        patiently().executeWithoutResult(status -> {
            jdbc.sql("select key_hash from idempotency_key where location = ? for update")
                    .param("/accounts/" + account)
                    .query(String.class)
                    .single();
            assertThat(erase(account).status()).isEqualTo(503);
        });

        assertThat(http.get("/accounts/" + account).status()).isEqualTo(200);
        assertThat(reports(account)).isOne();
        awaitEverythingPublished();
        assertThat(new PublishedEvents(admin).of(account)).hasSize(1);
        assertThat(output).contains("action=account.erase id=" + account + " outcome=failed");
        assertThat(erase(account).status()).isEqualTo(204);
    }

    @RepeatedTest(10)
    void erasedAndConfirmedAtOnceItIsErased() {
        UUID account = signUp();

        List<Answer> answers = atOnce(List.of(() -> confirm(account), () -> erase(account)));

        assertThat(answers.getFirst().status()).isIn(200, 410);
        assertThat(answers.getLast().status()).isEqualTo(204);
        assertThat(http.get("/accounts/" + account).status()).isEqualTo(404);
        awaitEverythingPublished();
        List<Event> events = new PublishedEvents(admin).of(account);
        assertThat(events.getLast()).isInstanceOf(AccountErased.class);
        if (answers.getFirst().status() == 410) {
            assertThat(events).noneMatch(AccountConfirmed.class::isInstance);
        }
    }

    /** The relay gives way to whoever has its turn. */
    private UUID whileNothingIsPublished(Supplier<UUID> work) {
        return patiently().execute(status -> {
            jdbc.sql("select id from outbox_lock where id = 1 for update")
                    .query(Integer.class)
                    .single();
            return work.get();
        });
    }

    private void elsewhere(Runnable work) {
        TransactionTemplate own = new TransactionTemplate(manager);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        own.executeWithoutResult(status -> work.run());
    }

    private TransactionTemplate patiently() {
        TransactionTemplate patient = new TransactionTemplate(manager);
        patient.setTimeout(60);
        return patient;
    }

    private UUID signUp(String... headers) {
        Answer created = http.post("{\"ownerName\":\"%s\",\"email\":\"%s\"}".formatted(name, address), headers);
        assertThat(created.status()).isEqualTo(201);
        return UUID.fromString(created.text("id"));
    }

    private Answer confirm(UUID account) {
        String token = new TokenMinter(
                        ConfirmationKeys.of(Map.of("test", key)), "test", Duration.ofHours(48), Clock.systemUTC())
                .mint(account, address)
                .text();
        return http.postJson("/confirmations", "{\"token\":\"" + token + "\"}");
    }

    private Answer erase(UUID account) {
        return erase(account, "olga:" + PASSWORD);
    }

    private Answer erase(UUID account, String login) {
        String[] headers = login.isEmpty() ? new String[0] : new String[] {"Authorization", basic(login)};
        return management.send(management.to("/actuator/accounts/" + account).DELETE(), headers);
    }

    private static String login() {
        return basic("olga:" + PASSWORD);
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
    }

    /** All in one partition, so that they are heard in this order. */
    private void report(UUID account) {
        EventMessage message = codec.encode(
                new ConfirmationMailSent(UUID.randomUUID(), account, Instant.now(), UUID.randomUUID(), null));
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.MAIL_EVENTS, 0, message.key().getBytes(UTF_8), message.data());
        message.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        kafka.send(record).join();
    }

    private void awaitReported(UUID account) {
        await().atMost(PATIENCE).until(() -> reports(account) == 1);
    }

    private int reports(UUID account) {
        return jdbc.sql("select count(*) from confirmation_mail where account_id = ?")
                .param(account)
                .query(Integer.class)
                .single();
    }

    private void awaitEverythingPublished() {
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql("select count(*) from outbox")
                                .query(Integer.class)
                                .single()
                        == 0);
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
}
