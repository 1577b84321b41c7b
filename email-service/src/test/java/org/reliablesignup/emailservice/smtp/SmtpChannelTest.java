package org.reliablesignup.emailservice.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.reliablesignup.emailservice.FakeMailServer.DROP;
import static org.reliablesignup.emailservice.FakeMailServer.SILENCE;

import io.micrometer.tracing.Tracer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.emailservice.FakeMailServer;
import org.reliablesignup.emailservice.smtp.SendResult.Accepted;
import org.reliablesignup.emailservice.smtp.SendResult.InDoubt;
import org.reliablesignup.emailservice.smtp.SendResult.Later;
import org.reliablesignup.emailservice.smtp.SendResult.Never;
import org.reliablesignup.emailservice.smtp.SendResult.NobodyNow;
import org.reliablesignup.emailservice.smtp.SendResult.Unsendable;
import org.reliablesignup.emailservice.smtp.SendResult.Withdrawn;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class SmtpChannelTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final FakeMailServer server = new FakeMailServer().start();
    private SmtpChannel channel = channel(LONG, LONG, LONG, 100);

    @AfterEach
    void close() {
        channel.close();
        server.close();
    }

    @Test
    void handsTheMailOver() throws Exception {
        OutgoingMail mail = mailTo("ada@example.com");

        assertThat(send(mail)).isEqualTo(new Accepted("250 taken"));

        assertThat(server.mails()).hasSize(1);
        assertThat(server.mails().getFirst().to()).isEqualTo("ada@example.com");
        assertThat(server.mails().getFirst().from()).isEqualTo("no-reply@signup.test");
        assertThat(server.mails().getFirst().parsed().getMessageID()).isEqualTo("<" + mail.id() + "@signup.test>");
    }

    @Test
    void keepsItsConnections() {
        send(aMail());
        send(aMail());
        send(aMail());

        assertThat(server.mails()).hasSize(3);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void closesAConnectionAfterSoManyMails() {
        channel = channel(LONG, LONG, LONG, 2);

        send(aMail());
        send(aMail());
        send(aMail());

        assertThat(server.mails()).hasSize(3);
        assertThat(server.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 450 busy",
        "RCPT, 421 going down",
        "MAIL, 451 local error",
        "MAIL, 421 going down",
        "DATA, 452 no room",
        "., 451 later please",
        "., 421 going down"
    })
    void aReply4yzMeansLater(String command, String reply) {
        answer(command, reply);

        assertThat(send(aMail())).isEqualTo(new Later(reply));
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 550 no such user",
        "RCPT, 552 mailbox full",
        "RCPT, 554 no",
        "RCPT, 530 authentication required",
        "RCPT, 535 5.7.8 not for this domain",
        "DATA, 554 no valid recipients",
        "., 550 looks like spam",
        "., 552 too big",
        "., 554 refused"
    })
    void aReply5yzToRecipientOrContentMeansNever(String command, String reply) {
        answer(command, reply);

        assertThat(send(aMail())).isEqualTo(new Never(reply));
    }

    @ParameterizedTest
    @CsvSource({"RCPT, 550 no", "., 554 no", "., 451 no", "RCPT, 450 no"})
    void believesAReplyEvenIfTheConnectionEndsRightAfterIt(String command, String reply) {
        server.script(sent -> sent.startsWith("RSET") ? DROP : sent.startsWith(command) ? reply : null);

        assertThat(send(aMail()).words()).isEqualTo(reply);
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, 421 too many connections",
        "CONNECT, 554 no service",
        "EHLO, 421 no",
        "MAIL, 530 authentication required",
        "MAIL, 535 who are you?",
        "MAIL, 550 sender refused"
    })
    void whatIsNoMailsFaultConcernsAll(String command, String reply) {
        server.script(
                sent -> sent.startsWith(command) || command.equals("EHLO") && sent.startsWith("HELO") ? reply : null);

        assertThat(send(aMail())).isInstanceOf(NobodyNow.class);
    }

    @Test
    void onlyARefusedSenderMayAfterAllBeTheFaultOfAMail() {
        answer("MAIL", "550 sender refused");
        assertThat(send(aMail())).isEqualTo(new NobodyNow("550 sender refused", true));

        server.close();
        assertThat(send(aMail()))
                .isInstanceOfSatisfying(
                        NobodyNow.class,
                        nobody -> assertThat(nobody.senderRefused()).isFalse());
    }

    @Test
    void whatCannotBeWrittenNeverReachesTheServer() {
        assertThat(send(mailTo("no address"))).isInstanceOf(Unsendable.class);

        assertThat(server.connections()).isZero();
    }

    @Test
    void aRefusedConnectionConcernsAll() {
        server.close();

        assertThat(send(aMail())).isInstanceOf(NobodyNow.class);
    }

    @Test
    void anUnknownHostConcernsAll() {
        channel = channel("mail.invalid", LONG, LONG, LONG, 100);

        assertThat(send(aMail())).isInstanceOf(NobodyNow.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO"})
    void aServerThatIsSilentAtFirstConcernsAll(String command) {
        channel = channel(SHORT, SHORT, LONG, 100);
        answer(command, SILENCE);

        assertThat(send(aMail())).isInstanceOf(NobodyNow.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA"})
    void aConnectionThatEndsBeforeTheMailIsCompleteMeansLater(String command) {
        answer(command, DROP);

        assertThat(send(aMail())).isInstanceOf(Later.class);
        assertThat(server.mails()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA"})
    void aServerThatIsSilentBeforeTheMailIsCompleteMeansLater(String command) {
        channel = channel(SHORT, SHORT, LONG, 100);
        answer(command, SILENCE);

        assertThat(send(aMail())).isInstanceOf(Later.class);
    }

    @Test
    void aConnectionThatEndsInsteadOfTheLastReplyIsInDoubt() {
        answer(".", DROP);

        assertThat(send(aMail())).isInstanceOf(InDoubt.class);
    }

    @Test
    void aLastReplyThatNeverComesIsInDoubt() {
        channel = channel(LONG, LONG, SHORT, 100);
        answer(".", SILENCE);

        assertThat(send(aMail())).isInstanceOf(InDoubt.class);
    }

    @Test
    void aLastReplyThatIsNoneIsInDoubt() {
        answer(".", "what?");

        assertThat(send(aMail())).isInstanceOf(InDoubt.class);
    }

    @Test
    void theLastReplyMayTakeLongerThanTheOthers() {
        channel = channel(SHORT, SHORT, LONG, 100);
        server.script(sent -> {
            if (sent.equals(".")) {
                CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS))
                        .join();
            }
            return null;
        });

        assertThat(send(aMail())).isInstanceOf(Accepted.class);
    }

    @Test
    void anyPositiveLastReplyCounts() {
        answer(".", "251 will forward");

        assertThat(send(aMail())).isInstanceOf(Accepted.class);
    }

    @Test
    void takesTheMailBackBeforeItsEndIfItIsNotToBeFinished() throws Exception {
        assertThat(send(aMail(), () -> false)).isInstanceOf(Withdrawn.class);

        await().until(() -> !server.unfinished().isEmpty());
        assertThat(server.mails()).isEmpty();
        assertThat(send(aMail())).isInstanceOf(Accepted.class);
    }

    @Test
    void asksWhetherToFinishOnlyWhenAllButTheEndIsWritten() {
        AtomicInteger asked = new AtomicInteger();
        answer("DATA", "451 no");
        BooleanSupplier mayFinish = () -> asked.incrementAndGet() > 0;

        send(aMail(), mayFinish);

        assertThat(asked).hasValue(0);
    }

    @Test
    void opensAFreshConnectionIfAKeptOneHasEnded() {
        send(aMail());
        server.close();
        server.start();

        assertThat(send(aMail())).isInstanceOf(Accepted.class);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void opensAFreshConnectionIfAKeptOneIsToldFarewell() {
        send(aMail());
        AtomicInteger mails = new AtomicInteger();
        server.script(sent -> sent.startsWith("MAIL") && mails.getAndIncrement() == 0 ? "421 idle too long" : null);

        assertThat(send(aMail())).isInstanceOf(Accepted.class);
    }

    @Test
    void neverSendsTwiceOverAKeptConnectionThatEndsAfterData() {
        send(aMail());
        answer(".", DROP);

        assertThat(send(aMail())).isInstanceOf(InDoubt.class);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aPortThatIsNoneIsNoMailsFault() {
        channel = channel("localhost", 70_000, LONG, LONG, LONG, 100);

        assertThat(send(aMail())).isInstanceOf(NobodyNow.class);
    }

    @Test
    void sendsEachMailOnceHoweverManyShareTheConnections() {
        int senders = 16;
        int mailsEach = 250;

        List<CompletableFuture<Void>> all = IntStream.range(0, senders)
                .mapToObj(sender -> CompletableFuture.runAsync(
                        () -> IntStream.range(0, mailsEach)
                                .forEach(mail ->
                                        channel.send(mailTo("m" + sender + "-" + mail + "@x.test"), () -> true)),
                        Thread::startVirtualThread))
                .toList();
        all.forEach(sender -> sender.orTimeout(60, TimeUnit.SECONDS).join());

        assertThat(server.mails()).extracting(FakeMailServer.Mail::to).doesNotHaveDuplicates();
        await().untilAsserted(() -> assertThat(server.mails().size()).isEqualTo(senders * mailsEach));
    }

    @Test
    void leavesItsThreadUninterrupted() throws Exception {
        channel = channel(SHORT, SHORT, SHORT, 100);
        answer("RCPT", SILENCE);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

        Thread.startVirtualThread(() -> {
            channel.send(aMail(), () -> true);
            interrupted.complete(Thread.currentThread().isInterrupted());
        });

        assertThat(interrupted.get(30, TimeUnit.SECONDS)).isFalse();
    }

    private void answer(String command, String reply) {
        server.script(sent -> sent.startsWith(command) ? reply : null);
    }

    private SendResult send(OutgoingMail mail) {
        return send(mail, () -> true);
    }

    private SendResult send(OutgoingMail mail, BooleanSupplier mayFinish) {
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                result.complete(channel.send(mail, mayFinish));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static OutgoingMail aMail() {
        return mailTo("ada@example.com");
    }

    private static OutgoingMail mailTo(String recipient) {
        return new OutgoingMail(UUID.randomUUID(), recipient, "Ada", "Hello", "text", "<p>html</p>", "en");
    }

    private SmtpChannel channel(Duration connect, Duration command, Duration finalReply, int mailsPerConnection) {
        return channel("localhost", connect, command, finalReply, mailsPerConnection);
    }

    private SmtpChannel channel(
            String host, Duration connect, Duration command, Duration finalReply, int mailsPerConnection) {
        return channel(host, server.port(), connect, command, finalReply, mailsPerConnection);
    }

    private SmtpChannel channel(
            String host, int port, Duration connect, Duration command, Duration finalReply, int mailsPerConnection) {
        if (channel != null) {
            channel.close();
        }
        JavaMailSenderImpl properties = new JavaMailSenderImpl();
        properties.setHost(host);
        properties.setPort(port);
        SmtpSettings settings = new SmtpSettings(
                "no-reply@signup.test", "Sign-up", connect, command, finalReply, LONG, LONG, mailsPerConnection);
        MailServer mailServer = new MailServer(properties, settings);
        return new SmtpChannel(
                mailServer,
                new MailWriter(mailServer.session(), settings, null, Clock.systemUTC()),
                Tracer.NOOP,
                settings);
    }
}
