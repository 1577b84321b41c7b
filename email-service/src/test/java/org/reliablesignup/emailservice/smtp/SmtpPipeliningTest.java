package org.reliablesignup.emailservice.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.reliablesignup.emailservice.FakeMailServer.DROP;
import static org.reliablesignup.emailservice.FakeMailServer.SILENCE;

import io.micrometer.tracing.Tracer;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.emailservice.FakeMailServer;
import org.reliablesignup.emailservice.FakeMailServer.Script;
import org.reliablesignup.emailservice.smtp.SendResult.Accepted;
import org.reliablesignup.emailservice.smtp.SendResult.InDoubt;
import org.reliablesignup.emailservice.smtp.SendResult.Later;
import org.reliablesignup.emailservice.smtp.SendResult.Never;
import org.reliablesignup.emailservice.smtp.SendResult.NobodyNow;
import org.reliablesignup.emailservice.smtp.SendResult.Withdrawn;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** MAIL, RCPT and DATA in one write mean what they mean one by one (RFC 2920): whatever the server makes of them. */
class SmtpPipeliningTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String GROUP = "MAIL FROM:<no-reply@signup.test>\r\nRCPT TO:<eve@example.com>\r\nDATA\r\n";

    private final FakeMailServer server = new FakeMailServer().start();
    private SmtpSettings settings = settings(LONG, LONG);
    private MailServer mailServer = mailServer(server.port(), settings);
    private SmtpChannel channel = channel(mailServer, settings);
    private int before;

    @BeforeEach
    void keepAConnection() {
        keepAConnection(LONG, LONG);
    }

    @AfterEach
    void close() {
        channel.close();
        server.close();
    }

    @Test
    void writesMailRcptAndDataAtOnce() throws Exception {
        AtomicBoolean atOnce = new AtomicBoolean();
        script(command -> {
            if (command.startsWith("MAIL")) {
                atOnce.set(octets().endsWith(GROUP));
            }
            return null;
        });

        assertThat(send()).isEqualTo(new Accepted("250 taken"));

        assertThat(atOnce).isTrue();
        assertThat(server.connections()).isOne();
        assertThat(server.mails()).hasSize(2);
        assertThat(server.mails().getLast().to()).isEqualTo("eve@example.com");
        assertThat(server.mails().getLast().parsed().getSubject()).isEqualTo("Hello");
    }

    @Test
    void waitsForEachReplyWhereItIsNotOffered() {
        keepAConnection("8BITMIME", LONG, LONG);
        AtomicBoolean atOnce = new AtomicBoolean();
        server.script(command -> {
            if (command.startsWith("MAIL")) {
                atOnce.set(octets().endsWith("DATA\r\n"));
            }
            return null;
        });

        assertThat(send()).isInstanceOf(Accepted.class);

        assertThat(atOnce).isFalse();
    }

    @Test
    void takesRepliesByteByByteAndInManyLines() {
        script(command -> command.startsWith("RCPT") ? "250-2.1.5 so\r\n250-2.1.5 far\r\n250 2.1.5 so good" : null);
        server.answerByteByByte();

        assertThat(send()).isEqualTo(new Accepted("250 taken"));
        assertThat(send()).isEqualTo(new Accepted("250 taken"));
        assertThat(server.connections()).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 451 local error",
        "RCPT, 450 busy",
        "DATA, 452 no room",
        "DATA, 421 going down",
        "., 451 later please",
        "., 421 going down"
    })
    void aReply4yzMeansLater(String command, String reply) {
        answer(command, reply);

        assertThat(send()).isEqualTo(new Later(Words.of(reply)));
        assertThatNothingWasTaken();
    }

    @ParameterizedTest
    @CsvSource({"RCPT, 550 no such user", "RCPT, 552 full", "DATA, 554 no", "., 550 looks like spam"})
    void aReply5yzToRecipientOrContentMeansNever(String command, String reply) {
        answer(command, reply);

        assertThat(send()).isEqualTo(new Never(reply));
        assertThatNothingWasTaken();
    }

    @Test
    void aRefusalOfManyLinesIsOne() {
        answer("RCPT", "550-5.1.1 no such\r\n550 5.1.1 user");

        assertThat(send()).isEqualTo(new Never("550-5.1.1 no such 550 5.1.1 user"));
        assertThatNothingWasTaken();
    }

    @Test
    void aRefusedSenderConcernsAll() {
        script(command -> command.startsWith("MAIL")
                ? "550 sender refused"
                : command.startsWith("RCPT") || command.equals("DATA") ? "503 MAIL first" : null);

        assertThat(send()).isEqualTo(new NobodyNow("550 sender refused", true));
        assertThatNothingWasTaken();
    }

    @ParameterizedTest
    @CsvSource({"MAIL, RCPT", "MAIL, DATA", "RCPT, DATA"})
    void theFirstRefusalCounts(String first, String second) {
        script(command -> command.startsWith(first) ? "450 first" : command.startsWith(second) ? "550 second" : null);

        assertThat(send()).isEqualTo(new Later("450 first"));
        assertThatNothingWasTaken();
    }

    @ParameterizedTest
    @CsvSource({"RCPT, 550 no such user", "RCPT, 450 busy", "MAIL, 451 local error"})
    void saysTheEndAloneToAServerThatWantsTheMailThoughItRefusedTheRecipient(String command, String refusal) {
        script(sent -> sent.startsWith(command) ? refusal : sent.startsWith("RCPT") ? "503 MAIL first" : null);

        assertThat(send().words()).isEqualTo(refusal);

        await().until(() -> octets().endsWith("QUIT\r\n"));
        assertThat(octets()).endsWith(GROUP + ".\r\nRSET\r\nQUIT\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"450 busy", "550 no", "what?", "300 well"})
    void saysNoEndToAServerThatMayStillHaveARecipient(String replyToMail) {
        answer("MAIL", replyToMail);

        assertThat(send()).isNotInstanceOf(Accepted.class);

        await().until(() -> !server.unfinished().isEmpty());
        assertThatNothingWasTaken();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT"})
    void goesOverAFreshConnectionIfTheKeptOneEndsBeforeData(String command) {
        AtomicBoolean ended = new AtomicBoolean();
        script(sent -> sent.startsWith(command) && !ended.getAndSet(true) ? DROP : null);

        assertThat(send()).isInstanceOf(Accepted.class);
        assertThat(server.connections()).isEqualTo(2);
        assertThat(server.mails()).hasSize(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT"})
    void goesOverAFreshConnectionIfTheKeptOneIsToldFarewell(String command) {
        AtomicBoolean ended = new AtomicBoolean();
        script(sent -> sent.startsWith(command) && !ended.getAndSet(true)
                ? "421 idle too long"
                : ended.get() && server.connections() == 1 ? DROP : null);

        assertThat(send()).isInstanceOf(Accepted.class);
        assertThat(server.mails()).hasSize(before + 1);
    }

    @Test
    void aConnectionThatEndsInsteadOfTheReplyToDataMeansLater() {
        answer("DATA", DROP);

        assertThat(send()).isInstanceOf(Later.class);
        assertThatNothingWasTaken();
        assertThat(server.connections()).isOne();
    }

    @Test
    void aConnectionThatEndsInsteadOfTheLastReplyIsInDoubt() {
        answer(".", DROP);

        assertThat(send()).isInstanceOf(InDoubt.class);
        assertThat(server.connections()).isOne();
    }

    @ParameterizedTest
    @CsvSource({"RCPT, DATA", "MAIL, RCPT", "MAIL, DATA", "RCPT, ."})
    void believesARefusalWhateverFollows(String refused, String ended) {
        for (String end : List.of(DROP, SILENCE, "what?")) {
            keepAConnection(SHORT, LONG);
            script(command -> command.startsWith(refused) ? "450 not you" : command.startsWith(ended) ? end : null);

            assertThat(send()).isEqualTo(new Later("450 not you"));
            assertThatNothingWasTaken();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA"})
    void aServerThatIsSilentBeforeTheMailIsCompleteMeansLater(String command) {
        keepAConnection(SHORT, LONG);
        answer(command, SILENCE);

        assertThat(send()).isEqualTo(new Later("no reply in time in " + command));
    }

    @Test
    void aLastReplyThatNeverComesIsInDoubt() {
        keepAConnection(SHORT, SHORT.multipliedBy(2));
        answer(".", SILENCE);

        assertThat(send()).isEqualTo(new InDoubt("no reply in time in END"));
    }

    @Test
    void takesTheMailBackBeforeItsEndIfItIsNotToBeFinished() {
        assertThat(send(() -> false)).isInstanceOf(Withdrawn.class);

        await().until(() -> !server.unfinished().isEmpty());
        assertThatNothingWasTaken();
        assertThat(send()).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r", "\0"})
    void noCommandIsMoreThanALine(String end) throws Exception {
        PreparedMail mail = writer(mailServer, settings).prepare(mailTo("eve@example.com"));
        InternetAddress trick = new InternetAddress();
        trick.setAddress("eve@example.com>" + end + "RCPT TO:<mallory@example.com");
        SmtpConnection connection = mailServer.newConnection();
        mailServer.connect(connection);
        connection.send(mail, () -> true);
        String octets = octets();

        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                connection.send(new PreparedMail(mail.message(), trick, false), () -> true);
            } catch (Exception e) {
                failure.complete(e);
            }
        });

        assertThat(failure.get(30, TimeUnit.SECONDS)).hasMessage("a command is one line");
        connection.close();
        await().until(() -> octets().endsWith("QUIT\r\n"));
        assertThat(octets()).isEqualTo(octets + "QUIT\r\n");
    }

    private void assertThatNothingWasTaken() {
        assertThat(server.mails()).hasSize(before);
    }

    private void answer(String command, String reply) {
        script(sent -> sent.startsWith(command) ? reply : null);
    }

    private void script(Script script) {
        server.script(command -> command.startsWith("EHLO") ? hello("PIPELINING") : script.reply(command));
    }

    private static String hello(String extension) {
        return "250-fake\r\n250 " + extension;
    }

    private String octets() {
        return new String(server.received(), UTF_8);
    }

    private SendResult send() {
        return send(() -> true);
    }

    private SendResult send(BooleanSupplier mayFinish) {
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                result.complete(channel.send(mailTo("eve@example.com"), mayFinish));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static OutgoingMail mailTo(String recipient) {
        return new OutgoingMail(UUID.randomUUID(), recipient, "Eve", "Hello", "text", "<p>html</p>", "en");
    }

    private void keepAConnection(Duration command, Duration finalReply) {
        keepAConnection("PIPELINING", command, finalReply);
    }

    /** The first mail over a connection goes command by command. */
    private void keepAConnection(String extension, Duration command, Duration finalReply) {
        channel.close();
        settings = settings(command, finalReply);
        mailServer = mailServer(server.port(), settings);
        channel = channel(mailServer, settings);
        server.script(sent -> sent.startsWith("EHLO") ? hello(extension) : null);
        assertThat(send()).isInstanceOf(Accepted.class);
        before = server.mails().size();
    }

    private static MailServer mailServer(int port, SmtpSettings settings) {
        JavaMailSenderImpl properties = new JavaMailSenderImpl();
        properties.setHost("localhost");
        properties.setPort(port);
        return new MailServer(properties, settings);
    }

    private static SmtpChannel channel(MailServer mailServer, SmtpSettings settings) {
        return new SmtpChannel(mailServer, writer(mailServer, settings), Tracer.NOOP, settings);
    }

    private static MailWriter writer(MailServer mailServer, SmtpSettings settings) {
        return new MailWriter(mailServer.session(), settings, null, Clock.systemUTC());
    }

    private static SmtpSettings settings(Duration command, Duration finalReply) {
        return new SmtpSettings("no-reply@signup.test", "Sign-up", LONG, command, finalReply, LONG, LONG, 100);
    }
}
