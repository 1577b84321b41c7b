package org.reliablesignup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.reliablesignup.faults.SmtpScript.Action;
import org.reliablesignup.faults.SmtpScript.Stage;
import org.reliablesignup.testing.process.Wait;

/** Whatever a mail server can do to a client. */
class MailServerFaultsIT extends Faults {

    private static final Duration A_WHILE = Duration.ofSeconds(4);
    private static final List<String> REFUSALS_FOR_NOW = List.of("421 closing", "450 busy", "451 trouble", "452 full");

    MailServerFaultsIT() {
        super(1, 1);
    }

    @Test
    void waitsWhileTheServerIsAwayForASecond() throws Exception {
        waitsWhileTheServerIsAway(Duration.ofSeconds(1));
    }

    @Tag(LONG)
    @Test
    void waitsWhileTheServerIsAwayForAMinute() throws Exception {
        waitsWhileTheServerIsAway(Duration.ofMinutes(1));
    }

    private void waitsWhileTheServerIsAway(Duration time) throws Exception {
        survives("mail server away for %d s".formatted(time.toSeconds()), bed -> {
            bed.mailServer.down();
            bed.last(time);
            bed.mailServer.up();
        });

        // A mail that was on the wire when it went has an attempt of its own; no other has more than its one.
        assertThat(bed().emailStore
                        .count(
                                "select count(*) from mail_job where attempts > 2 and recipient like ?",
                                "%@" + bed().currentRun() + ".test"))
                .as("mails whose attempts were burnt")
                .isZero();
    }

    static Stream<Arguments> everyRefusalForNow() {
        return REFUSALS_FOR_NOW.stream()
                .flatMap(reply -> Stream.of(Stage.MAIL, Stage.RCPT, Stage.DATA, Stage.DOT)
                        .map(stage -> Arguments.of(reply, stage)));
    }

    @Tag(LONG)
    @ParameterizedTest
    @MethodSource("everyRefusalForNow")
    void triesAgainWhatIsRefusedForNow(String reply, Stage stage) throws Exception {
        survives("%s at %s, %s".formatted(reply, stage, whom(stage)), bed -> {
            bed.mailServer.follow(everyThird(stage, new SmtpScript.Refuse(reply)));
            bed.last(A_WHILE);
            bed.mailServer.follow(SmtpScript.ACCEPT);
        });
    }

    static Stream<Arguments> everyRefusalOfEverybody() {
        return Stream.concat(REFUSALS_FOR_NOW.stream(), Stream.of("554 nobody today"))
                .flatMap(reply -> Stream.of(Stage.GREETING, Stage.EHLO).map(stage -> Arguments.of(reply, stage)));
    }

    @Tag(LONG)
    @ParameterizedTest
    @MethodSource("everyRefusalOfEverybody")
    void waitsForAServerThatTakesNobody(String reply, Stage stage) throws Exception {
        survives("%s at %s, %s".formatted(reply, stage, whom(stage)), bed -> {
            bed.mailServer.follow(SmtpScript.at(stage, new SmtpScript.Refuse(reply)));
            bed.mailServer.hangUp();
            bed.last(A_WHILE);
            bed.mailServer.follow(SmtpScript.ACCEPT);
        });
    }

    static Stream<Arguments> everyRefusalForGood() {
        return Stream.of("550 no such user", "552 too much", "554 no")
                .flatMap(
                        reply -> Stream.of(Stage.RCPT, Stage.DATA, Stage.DOT).map(stage -> Arguments.of(reply, stage)));
    }

    @Tag(LONG)
    @ParameterizedTest
    @MethodSource("everyRefusalForGood")
    void rejectsWhatIsRefusedForGoodAndNothingElse(String reply, Stage stage) throws Exception {
        Verdict verdict = keepsItsPromises("%s at %s, every third mail".formatted(reply, stage), bed -> {
            bed.mailServer.follow(everyThird(stage, new SmtpScript.Refuse(reply)));
            bed.last(A_WHILE);
            bed.mailServer.follow(SmtpScript.ACCEPT);
        });

        Set<String> rejected = verdict.ledgers().rejected();
        assertThat(rejected).isNotEmpty().allMatch(MailServerFaultsIT::isEveryThird);
    }

    @Tag(LONG)
    @ParameterizedTest
    @EnumSource
    void triesAgainWhenTheConnectionIsDropped(Stage stage) throws Exception {
        survives("connection dropped at " + stage, bed -> {
            bed.mailServer.follow(SmtpScript.at(stage, new SmtpScript.Drop()));
            bed.last(A_WHILE);
            bed.mailServer.follow(SmtpScript.ACCEPT);
        });
    }

    @Test
    void sendsACopyWhenTheServerTakesAMailAndDropsTheConnection() throws Exception {
        Verdict verdict = survives("mail taken and connection dropped before the 250", bed -> {
            bed.mailServer.follow(SmtpScript.at(Stage.DOT, new SmtpScript.TakeAndDrop()));
            bed.last(A_WHILE);
            bed.mailServer.follow(SmtpScript.ACCEPT);
        });

        assertThat(verdict.ledgers().copies()).isPositive();
    }

    @Test
    void sendsACopyWhenTheServerTakesAMailAndNeverAnswers() throws Exception {
        Verdict verdict = survives("mail taken and never answered", bed -> {
            bed.mailServer.follow(SmtpScript.at(Stage.DOT, new SmtpScript.TakeAndSayNothing()));
            bed.last(A_WHILE);
            bed.mailServer.follow(SmtpScript.ACCEPT);
        });

        assertThat(verdict.ledgers().copies()).isPositive();
    }

    @Test
    void waitsForALateAnswerBeyondTheLeaseAndSendsNoCopy() throws Exception {
        Verdict verdict = survives("250 only after twice the lease", bed -> {
            bed.mailServer.follow(SmtpScript.at(Stage.DOT, new SmtpScript.AnswerAfter(Duration.ofSeconds(6))));
            bed.last(Duration.ofSeconds(8));
            bed.mailServer.follow(SmtpScript.ACCEPT);
        });

        assertThat(verdict.ledgers().copies()).isZero();
    }

    @Tag(LONG)
    @ParameterizedTest
    @EnumSource
    void givesUpOnAServerThatAnswersByteByByteAndTriesAgain(Stage stage) throws Exception {
        survives("one byte a second at " + stage, bed -> {
            bed.mailServer.follow(SmtpScript.at(stage, new SmtpScript.Trickle(Duration.ofSeconds(1))));
            bed.mailServer.hangUp();
            bed.last(Duration.ofSeconds(8));
            bed.mailServer.follow(SmtpScript.ACCEPT);
        });
    }

    @Test
    void letsNobodyWaitBehindUnsendableMails() throws Exception {
        survives("50 unsendable mails at the head of the queue", bed -> {
            bed.mailServer.follow((stage, recipient) -> stage == Stage.RCPT && number(recipient) <= 50
                    ? new SmtpScript.Refuse("451 not you")
                    : new SmtpScript.Proceed());
            Wait.until(
                    "mails behind the unsendable ones are accepted",
                    Duration.ofSeconds(30),
                    () -> bed.mailServer.accepted().stream()
                                    .filter(mail -> mail.recipient().endsWith("@" + bed.currentRun() + ".test"))
                                    .filter(mail -> number(mail.recipient()) > 50)
                                    .count()
                            >= 50);
            bed.mailServer.follow(SmtpScript.ACCEPT);
        });
    }

    /** Before RCPT the server does not know whom the mail is for. */
    private static String whom(Stage stage) {
        return stage.compareTo(Stage.RCPT) < 0 ? "everybody" : "every third mail";
    }

    private static SmtpScript everyThird(Stage where, Action action) {
        return (stage, recipient) ->
                stage == where && (stage == Stage.MAIL || isEveryThird(recipient)) ? action : new SmtpScript.Proceed();
    }

    private static boolean isEveryThird(String address) {
        return number(address) % 3 == 0;
    }

    private static int number(String address) {
        return Integer.parseInt(address.substring(1, address.indexOf('@')));
    }
}
