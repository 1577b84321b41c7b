package org.reliablesignup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reliablesignup.faults.SmtpScript.Stage;
import org.reliablesignup.testing.process.Service;
import org.reliablesignup.testing.process.Wait;

/**
 * Hours, which nobody waits for: the rows of the open mails are made older instead. The queue tells the time only by what
 * lies between them and the database's clock, so that is the same to it.
 */
@Tag(Faults.LONG)
class LongOutagesIT extends Faults {

    private static final Duration A_WHILE = Duration.ofSeconds(4);
    private static final SmtpScript BUSY = SmtpScript.at(Stage.RCPT, new SmtpScript.Refuse("451 try later"));

    LongOutagesIT() {
        super(1, 1);
    }

    @AfterEach
    void asUsual() {
        bed().mailServer.follow(SmtpScript.ACCEPT);
    }

    @Test
    void triesForHoursWhatTheServerRefusesForNow() throws Exception {
        survives("451 for 6 hours", bed -> {
            bed.mailServer.follow(BUSY);
            for (int i = 0; i < 3; i++) {
                bed.last(A_WHILE);
                pass(2);
            }
            bed.last(A_WHILE);
            bed.mailServer.follow(SmtpScript.ACCEPT);
        });

        assertThat(count("attempts > 2 and event_at < current_timestamp - interval '5' hour"))
                .as("mails that were tried again and again")
                .isPositive();
    }

    @Test
    void givesUpAfterTheHorizonAndSaysSo() throws Exception {
        Verdict verdict = keepsItsPromises("451 for 25 hours", bed -> {
            bed.mailServer.follow(BUSY);
            bed.last(A_WHILE);
            pass(25);
            Wait.until(
                    "what is too old is tried and given up",
                    Duration.ofMinutes(1),
                    () -> count("finished_at is null and created_at < current_timestamp - interval '24' hour") == 0);
            bed.mailServer.follow(SmtpScript.ACCEPT);
        });

        assertThat(verdict.ledgers().rejected()).isEmpty();
        assertThat(verdict.ledgers().expired())
                .hasSize((int) count("state = 'EXPIRED'"))
                .isNotEmpty();
        assertThat(verdict.ledgers().promises())
                .filteredOn(promise -> verdict.ledgers().expired().contains(promise.email()))
                .isNotEmpty()
                .allSatisfy(promise -> assertThat(
                                Service.get(bed().accountServices.getFirst().uri("/accounts/" + promise.accountId()))
                                        .body())
                        .contains("\"confirmationMail\":{\"status\":\"EXPIRED\""));
    }

    @Test
    void givesNothingUpThatTheServerWasNeverAskedFor() throws Exception {
        survives("connections refused for 30 hours", bed -> {
            bed.mailServer.down();
            bed.last(A_WHILE);
            pass(30);
            bed.last(A_WHILE);
            bed.mailServer.up();
        });

        assertThat(count("event_at < current_timestamp - interval '29' hour")).isPositive();
    }

    private void pass(int hours) throws Exception {
        try (Connection connection = bed().emailStore.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Or it and the workers would wait for each other's rows.
            statement.execute("lock table mail_job in exclusive mode");
            // A lease is renewed all the time: of one that runs now, nothing passes.
            statement.execute("""
                    update mail_job set
                        created_at = created_at - interval '%1$d' hour,
                        event_at = event_at - interval '%1$d' hour,
                        due_at = case state when 'SENDING' then due_at else due_at - interval '%1$d' hour end
                    where finished_at is null""".formatted(hours));
            connection.commit();
        }
    }

    private long count(String condition) {
        return bed().emailStore
                .count(
                        "select count(*) from mail_job where recipient like ? and " + condition,
                        "%@" + bed().currentRun() + ".test");
    }
}
