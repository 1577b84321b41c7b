package org.reliablesignup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reliablesignup.testing.process.Service;
import org.reliablesignup.testing.process.Wait;

/** A mail server that nobody can reach or use: sending pauses, and that is no mail's fault. */
class MailServerOutagesIT extends Faults {

    private static final Pattern DEGRADED = Pattern.compile("\"mailServer\":\\{[^}]*\"DEGRADED\"");
    private static final Duration A_WHILE = Duration.ofSeconds(4);

    MailServerOutagesIT() {
        super(1, 1);
    }

    @AfterEach
    void asUsual() {
        bed().mailServer.guard(MailGate.OPEN);
        emailService().restart(Map.of());
    }

    @Test
    void waitsWhileTheServerRefusesTheLogin() throws Exception {
        bed().mailServer.guard(MailGate.withLogin("old"));
        emailService()
                .restart(Map.of(
                        "spring.mail.username", MailGate.LOGIN,
                        "spring.mail.password", "old",
                        "spring.mail.properties.mail.smtp.auth", "true"));

        survives("535: the login is refused", bed -> {
            awaitMails();
            bed.mailServer.guard(MailGate.withLogin("new"));
            bed.mailServer.hangUp();
            awaitPause();
            bed.mailServer.guard(MailGate.withLogin("old"));
        });

        burntNobodysAttempts();
    }

    @Tag(LONG)
    @Test
    void waitsWhileTheCertificateOfTheServerHasExpired() throws Exception {
        Certificates certificates = new Certificates(Files.createTempDirectory(bed().folder, "certificates"));
        bed().mailServer.guard(MailGate.withTls(certificates.valid()));
        emailService()
                .restart(
                        Map.of(
                                "spring.mail.properties.mail.smtp.starttls.enable", "true",
                                "spring.mail.properties.mail.smtp.starttls.required", "true"),
                        "-Djavax.net.ssl.trustStore=" + certificates.trustStore(),
                        "-Djavax.net.ssl.trustStorePassword=" + Certificates.PASSWORD);

        survives("the certificate has expired", bed -> {
            awaitMails();
            bed.mailServer.guard(MailGate.withTls(certificates.expired()));
            bed.mailServer.hangUp();
            awaitPause();
            bed.mailServer.guard(MailGate.withTls(certificates.valid()));
        });

        burntNobodysAttempts();
    }

    @Tag(LONG)
    @Test
    void waitsWhileNobodyKnowsTheServersName() throws Exception {
        survives("unknown host", bed -> {
            emailService().restart(Map.of("spring.mail.host", "nosuchhost.invalid"));
            awaitPause();
            emailService().restart(Map.of());
        });

        burntNobodysAttempts();
    }

    /** It is no outage where it never worked. */
    private void awaitMails() {
        Wait.until(
                "mails are accepted",
                Duration.ofSeconds(30),
                () -> bed().mailServer.accepted().stream()
                        .anyMatch(mail -> mail.recipient().endsWith("@" + bed().currentRun() + ".test")));
    }

    /** Sending pauses and says so, and stays so while mails come in. */
    private void awaitPause() {
        Wait.until("sending is paused", Duration.ofSeconds(30), this::isPaused);
        int accepted = bed().mailServer.accepted().size();
        bed().last(A_WHILE);
        assertThat(isPausedNow()).isTrue();
        assertThat(bed().mailServer.accepted()).hasSize(accepted);
    }

    private boolean isPausedNow() {
        try {
            return isPaused();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private boolean isPaused() throws Exception {
        String health =
                Service.get(emailService().management("/actuator/health")).body();
        return DEGRADED.matcher(health).find();
    }

    /** The one attempt of each that succeeded, and one more only of a mail that was on the wire when it began. */
    private void burntNobodysAttempts() {
        String mails = "%@" + bed().currentRun() + ".test";
        assertThat(bed().emailStore.count("select count(*) from mail_job where recipient like ?", mails))
                .isPositive();
        assertThat(bed().emailStore.count("""
                        select count(*) from mail_job where recipient like ? and attempts > 1 + (
                            select count(*) from mail_attempt where job_id = id and words like 'connection lost%')""", mails))
                .as("mails that paid for the outage")
                .isZero();
    }

    private Service emailService() {
        return bed().emailServices.getFirst();
    }
}
