package org.reliablesignup.accountservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reliablesignup.accountservice.Http.Answer;
import org.reliablesignup.events.Topics;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;

/** Whatever goes wrong with a sign-up, neither a log nor a metric tells whose it is. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "logging.level.root=info",
            "outbox.topics=account-events,mail-events",
            "spring.kafka.producer.key-serializer=org.apache.kafka.common.serialization.ByteArraySerializer",
            "spring.kafka.producer.value-serializer=org.apache.kafka.common.serialization.ByteArraySerializer"
        })
@ExtendWith(OutputCaptureExtension.class)
abstract class PersonalDataContract {

    private static final String NAME = "Xanthippe Quibbleworth";

    private final String address = "xanthippe-" + UUID.randomUUID() + "@example.com";
    private final String signUp = "{\"ownerName\":\"" + NAME + "\",\"email\":\"" + address + "\"}";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private KafkaTemplate<byte[], byte[]> kafka;

    @LocalServerPort
    private int port;

    private Http http = new Http(0);

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @ParameterizedTest
    @CsvSource({
        "account, owner_name <> 'Xanthippe Quibbleworth'",
        "outbox, topic <> 'account-events'",
        "idempotency_key, location is null"
    })
    void aDatabaseThatRefusesTheSignUp(String table, String condition, CapturedOutput output) {
        jdbc.sql("delete from outbox").update();
        jdbc.sql("delete from idempotency_key").update();
        jdbc.sql("alter table " + table + " add constraint nobody check (" + condition + ")")
                .update();
        try {
            Answer refused = http.post(signUp, "Idempotency-Key", address);
            assertThat(refused.status()).isEqualTo(503);
            assertNobodyIsTold(refused, output);
        } finally {
            jdbc.sql("alter table " + table + " drop constraint nobody").update();
        }
        assertThat(http.post(signUp, "Idempotency-Key", address).status()).isEqualTo(201);
        assertNobodyIsTold(output);
    }

    @Test
    void aRequestThatIsWrong(CapturedOutput output) {
        assertNobodyIsTold(http.post("{\"ownerName\":\"" + NAME + "\", " + address), output);
        assertNobodyIsTold(
                http.post("{\"ownerName\":[\"" + NAME + "\"],\"email\":{\"" + 1 + "\":\"" + address + "\"}}"), output);
        assertNobodyIsTold(http.post(signUp.replace("@", "@@")), output);
        assertNobodyIsTold(http.post(signUp, "Idempotency-Key", "\"" + address), output);
        // The answer names the path that was asked for, to who asked for it.
        assertThat(http.get("/accounts/" + address).status()).isEqualTo(404);
        assertNobodyIsTold(output);
        assertNobodyIsTold(http.get("/confirm?token=" + address), output);
        assertNobodyIsTold(http.postJson("/confirmations", "{\"token\":\"" + address + "\"}"), output);
    }

    @Test
    void aReportThatCannotBeRead(CapturedOutput output) {
        kafka.send(new ProducerRecord<>(Topics.MAIL_EVENTS, address.getBytes(UTF_8), signUp.getBytes(UTF_8)))
                .join();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> meters.find("dead.letters").counters().stream()
                                .mapToDouble(counter -> counter.count())
                                .sum()
                        >= 1);
        assertNobodyIsTold(output);
    }

    private void assertNobodyIsTold(Answer problem, CapturedOutput output) {
        assertThat(problem.status()).isGreaterThanOrEqualTo(400);
        assertThat(problem.response().body()).doesNotContainIgnoringCase("xanthippe", "Quibbleworth");
        assertNobodyIsTold(output);
    }

    private void assertNobodyIsTold(CapturedOutput output) {
        assertThat(output.getAll()).doesNotContainIgnoringCase("xanthippe", "Quibbleworth");
        assertThat(meters.getMeters().stream().map(Meter::getId).toList().toString())
                .contains("outbox.pending")
                .doesNotContainIgnoringCase("xanthippe", "Quibbleworth");
    }
}
