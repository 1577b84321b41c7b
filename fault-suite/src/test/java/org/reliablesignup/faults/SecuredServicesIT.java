package org.reliablesignup.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.process.Service;
import org.reliablesignup.testing.process.Service.Kind;
import org.reliablesignup.testing.process.Wait;

/** The rights of {@code compose/secured/rights} are all that the services need, over TLS and with logins throughout. */
class SecuredServicesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String PASSWORD = "for mails";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static SecuredBroker broker;
    private static ScriptedMailServer mailServer;
    private static Store accountStore;
    private static Store emailStore;
    private static Service accountService;
    private static Service emailService;

    @BeforeAll
    static void startEverything(@TempDir Path folder) throws Exception {
        broker = new SecuredBroker(folder);
        mailServer = new ScriptedMailServer();
        mailServer.guard(new MailGate(PASSWORD, broker.certificates().valid()));
        accountStore = new Store(Database.H2);
        emailStore = new Store(Database.H2);
        accountService = new Service(Kind.ACCOUNT, 1, folder, settings("account-service", accountStore));
        emailService = new Service(Kind.EMAIL, 1, folder, settings("email-service", emailStore));
        accountService.start();
        emailService.start();
        accountService.awaitReady();
        emailService.awaitReady();
    }

    @AfterAll
    static void stopEverything() {
        accountService.process().kill();
        emailService.process().kill();
        mailServer.close();
        broker.close();
        accountStore.close();
        emailStore.close();
    }

    @Test
    void aSignUpHasItsMailAndHearsOfIt() throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(accountService.uri("/accounts"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"ownerName\":\"Ada\",\"email\":\"ada@secured.test\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(201);

        Wait.until(
                "the mail is accepted",
                PATIENCE,
                () -> mailServer.accepted().stream()
                        .anyMatch(mail -> mail.recipient().equals("ada@secured.test")));
        URI account = accountService.uri(
                URI.create(answer.headers().firstValue("Location").orElseThrow())
                        .getPath());
        Wait.until(
                "the account knows of it",
                PATIENCE,
                () -> Service.get(account).body().contains("\"SENT\""));
    }

    @Test
    void whatCannotBeReadIsParkedByEither() throws Exception {
        put("account-events");
        put("mail-events");

        Wait.until(
                "email-service has parked it",
                PATIENCE,
                () -> operator("GET", emailService.management("/actuator/deadletters"))
                        .body()
                        .contains("\"reason\""));
        Wait.until(
                "account-service has parked it",
                PATIENCE,
                () -> Service.get(accountService.management("/actuator/health")).statusCode() == 200
                        && operator("GET", accountService.management("/actuator/metrics/dead.letters"))
                                .body()
                                .contains("\"value\":1.0"));
    }

    @Test
    void sendingDeadLettersBackIsNotAmongTheRights() throws Exception {
        put("account-events");
        Wait.until(
                "there is a dead letter",
                PATIENCE,
                () -> operator("GET", emailService.management("/actuator/deadletters"))
                        .body()
                        .contains("\"reason\""));

        HttpResponse<String> refused = operator("POST", emailService.management("/actuator/deadletters"));

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("account-events");
    }

    private static Map<String, String> settings(String user, Store store) {
        Map<String, String> settings = new HashMap<>(store.properties());
        broker.login(user).forEach((name, value) -> {
            if (name.startsWith("ssl.") || name.startsWith("sasl.") || name.startsWith("security.")) {
                settings.put("spring.kafka.properties." + name, value.toString());
            }
        });
        settings.put("spring.kafka.bootstrap-servers", broker.servers("INSIDE"));
        settings.put("confirmation.keys.test", Base64.getEncoder().encodeToString(new byte[32]));
        settings.put("confirmation.current-key", "test");
        settings.put("operator.password", PASSWORD);
        settings.put("spring.mail.host", "localhost");
        settings.put("spring.mail.port", Integer.toString(mailServer.port()));
        settings.put("spring.mail.username", MailGate.LOGIN);
        settings.put("spring.mail.password", PASSWORD);
        settings.put("spring.mail.properties.mail.smtp.auth", "true");
        settings.put("spring.mail.properties.mail.smtp.starttls.enable", "true");
        settings.put("spring.mail.properties.mail.smtp.starttls.required", "true");
        settings.put("spring.mail.ssl.bundle", "inside");
        settings.put("spring.ssl.bundle.jks.inside.truststore.type", "PKCS12");
        settings.put(
                "spring.ssl.bundle.jks.inside.truststore.location",
                broker.certificates().trustStore().toUri().toString());
        settings.put("spring.ssl.bundle.jks.inside.truststore.password", Certificates.PASSWORD);
        return settings;
    }

    private static void put(String topic) throws Exception {
        try (var producer =
                new KafkaProducer<>(broker.administrator(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, "garbage".getBytes(UTF_8)))
                    .get();
        }
    }

    private static HttpResponse<String> operator(String method, URI uri) throws Exception {
        String login = Base64.getEncoder().encodeToString(("operator:" + PASSWORD).getBytes(UTF_8));
        return HTTP.send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Basic " + login)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
