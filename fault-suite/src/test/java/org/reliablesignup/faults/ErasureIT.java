package org.reliablesignup.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reliablesignup.events.Topics;
import org.reliablesignup.testing.process.Service;
import org.reliablesignup.testing.process.Wait;

/** Who is erased while nothing can be sent: both services forget them, and whatever comes back afterwards sends nothing. */
class ErasureIT extends Faults {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newHttpClient();

    ErasureIT() {
        super(1, 1);
    }

    @AfterEach
    void asUsual() {
        http.close();
        if (!emailService().process().isAlive()) {
            emailService().start().awaitReady();
        }
    }

    /** Those who sign up all the while get their mails later than these would have had theirs. */
    @Test
    void sendsNothingToWhoIsErasedWhileTheMailServerIsAway() throws Exception {
        String kept = signUp("kept@erasure.test");
        Wait.until("the mail is sent", PATIENCE, () -> account(kept).body().contains("\"status\":\"SENT\""));

        survives("erased while the mail server is away", bed -> {
            bed.mailServer.down();
            String waiting = signUp("waiting@erasure.test");
            Wait.until("its mail waits", PATIENCE, () -> jobs(waiting) == 1);
            emailService().process().kill();
            String unheard = signUp("unheard@erasure.test");
            awaitPublished(unheard);
            for (String account : List.of(waiting, unheard)) {
                assertThat(erase(account)).isEqualTo(204);
                awaitPublished(account);
            }
            emailService().start().awaitReady();
            for (String account : List.of(waiting, unheard)) {
                Wait.until("email-service hears of it", PATIENCE, () -> isErased(account));
                assertThat(jobs(account)).isZero();
                assertThat(account(account).statusCode()).isEqualTo(404);
            }
            assertThat(eventsOf(unheard)).isEqualTo(2);
            // What a worker had claimed before would still be on its way.
            emailService().process().kill();
            emailService().start().awaitReady();
            bed.mailServer.up();
        });

        String again = signUp("waiting@erasure.test");
        Wait.until("the mail is sent", PATIENCE, () -> account(again).body().contains("\"status\":\"SENT\""));
        assertThat(mailsTo("waiting@erasure.test")).containsExactlyElementsOf(mailIds(again));
        assertThat(mailsTo("unheard@erasure.test")).isEmpty();
        assertThat(account(kept).body()).contains("\"status\":\"SENT\"");
        assertThat(mailsTo("kept@erasure.test")).containsExactlyElementsOf(mailIds(kept));
    }

    private String signUp(String address) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(accountService().uri("/accounts"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"ownerName\":\"Ada\",\"email\":\"" + address + "\"}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return URI.create(answer.headers().firstValue("Location").orElseThrow())
                .getPath()
                .replaceFirst(".*/", "");
    }

    private HttpResponse<String> account(String id) throws Exception {
        return Service.get(accountService().uri("/accounts/" + id));
    }

    private int erase(String id) throws Exception {
        String login = Base64.getEncoder().encodeToString(("operator:" + Bed.OPERATOR_PASSWORD).getBytes(UTF_8));
        return http.send(
                        HttpRequest.newBuilder(accountService().management("/actuator/accounts/" + id))
                                .header("Authorization", "Basic " + login)
                                .DELETE()
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private void awaitPublished(String id) {
        Wait.until(
                "the event is in the topic",
                PATIENCE,
                () -> bed().accountStore.count("select count(*) from outbox where record_key = ?", id) == 0);
    }

    private long eventsOf(String id) {
        return bed().topic(Topics.ACCOUNT_EVENTS).records().stream()
                .filter(record -> new String(record.key(), UTF_8).equals(id))
                .count();
    }

    private boolean isErased(String id) {
        return bed().emailStore
                        .count("select count(*) from erased_account where cast(account_id as varchar(36)) = ?", id)
                == 1;
    }

    private long jobs(String id) {
        return mailIds(id).size();
    }

    private List<String> mailIds(String id) {
        return List.copyOf(bed().emailStore
                .texts(
                        "select '<' || id || '@reliable-signup.example>' from mail_job where cast(account_id as varchar(36)) = ?",
                        id));
    }

    private List<String> mailsTo(String address) {
        return bed().mailServer.accepted().stream()
                .filter(mail -> mail.recipient().equals(address))
                .map(AcceptedMail::messageId)
                .toList();
    }

    private Service accountService() {
        return bed().accountServices.getFirst();
    }

    private Service emailService() {
        return bed().emailServices.getFirst();
    }
}
