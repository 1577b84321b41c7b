package org.reliablesignup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.faults.SmtpScript.Stage;

/** One of two instances of each service does not know what time it is. */
@Tag(Faults.LONG)
class ClockFaultsIT extends Faults {

    private static final Duration LONGER_THAN_THE_LEASE = Duration.ofSeconds(6);

    ClockFaultsIT() {
        super(1, 2);
    }

    @AfterEach
    void asUsual() {
        bed().mailServer.follow(SmtpScript.ACCEPT);
        bed().accountServices.getFirst().restart(Map.of());
        bed().emailServices.getFirst().restart(Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT55M", "PT-55M", "PT3H", "PT-3H"})
    void keepsLeasesAndDueTimes(Duration wrongBy) throws Exception {
        Verdict verdict = survives("clocks of one instance of each wrong by " + wrongBy, bed -> {
            bed.accountServices.getFirst().restart(Map.of(), bed.clockWrongBy(wrongBy));
            bed.emailServices.getFirst().restart(Map.of(), bed.clockWrongBy(wrongBy));
            bed.mailServer.follow(SmtpScript.at(Stage.RCPT, new SmtpScript.Refuse("451 try later")));
            bed.last(Duration.ofSeconds(4));
            bed.mailServer.follow(SmtpScript.at(Stage.DOT, new SmtpScript.AnswerAfter(LONGER_THAN_THE_LEASE)));
            bed.last(Duration.ofSeconds(8));
            bed.mailServer.follow(SmtpScript.ACCEPT);
        });

        assertThat(verdict.ledgers().copies()).isZero();
        assertThat(bed().emailStore
                        .count(
                                "select count(*) from mail_attempt join mail_job on job_id = id"
                                        + " where result = 'ABANDONED' and recipient like ?",
                                addresses()))
                .as("leases that ran out")
                .isZero();
        long off = wrongBy.abs().minusMinutes(5).toSeconds();
        assertThat(bed().accountStore.count("""
                                select count(*) from account where email like ?
                                and abs(extract(epoch from created_at - current_timestamp)) > %d""".formatted(off), addresses()))
                .as("accounts that were created by the wrong clock")
                .isPositive();
        assertThat(bed().accountStore.count("""
                                select count(*) from confirmation_mail join account on account_id = id where email like ?
                                and abs(extract(epoch from since - current_timestamp)) > %d""".formatted(off), addresses()))
                .as("mails that were sent by the wrong clock")
                .isPositive();
    }

    private String addresses() {
        return "%@" + bed().currentRun() + ".test";
    }
}
