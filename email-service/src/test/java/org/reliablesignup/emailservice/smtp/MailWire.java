package org.reliablesignup.emailservice.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.tracing.Tracer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.reliablesignup.emailservice.FakeMailServer;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** A channel and the server at its other end, which writes down every octet. */
final class MailWire implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final FakeMailServer server = new FakeMailServer().start();
    private final SmtpChannel channel;

    MailWire() {
        this(DkimSettings.NONE);
    }

    MailWire(DkimSettings dkim) {
        JavaMailSenderImpl properties = new JavaMailSenderImpl();
        properties.setHost("localhost");
        properties.setPort(server.port());
        SmtpSettings settings =
                new SmtpSettings("no-reply@signup.test", "Sign-up", LONG, LONG, LONG, LONG, LONG, Integer.MAX_VALUE);
        MailServer mailServer = new MailServer(properties, settings);
        channel = new SmtpChannel(
                mailServer,
                new MailWriter(mailServer.session(), settings, DkimSignature.of(dkim), Clock.systemUTC()),
                Tracer.NOOP,
                settings);
    }

    /** In its answer to EHLO. */
    void offer(String extension) {
        server.script(command -> command.startsWith("EHLO") ? "250-fake\r\n250 " + extension : null);
    }

    SendResult send(String recipient, String name) {
        return send(new OutgoingMail(UUID.randomUUID(), recipient, name, "Hello", "text", "<p>html</p>", "en"));
    }

    SendResult send(OutgoingMail mail) {
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                result.complete(channel.send(mail, () -> true));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result.orTimeout(60, TimeUnit.SECONDS).join();
    }

    List<FakeMailServer.Mail> mails() {
        return server.mails();
    }

    /** The last mail as a client gets it, without the dots that were stuffed. */
    String received() {
        return mails().getLast().data().replaceAll("(?m)^\\.", "");
    }

    byte[] octets() {
        return server.received();
    }

    /** All that was sent outside of a mail, by the rules of RFC 5321 alone: a mail ends with a dot between two CRLFs. */
    List<String> commands() {
        List<String> commands = new ArrayList<>();
        boolean inMail = false;
        for (String line : new String(octets(), UTF_8).split("\r\n")) {
            if (!inMail) {
                commands.add(line);
                inMail = line.equals("DATA");
            } else {
                inMail = !line.equals(".");
            }
        }
        return commands;
    }

    /** The unfolded values of that header in the last mail. */
    List<String> header(String name) {
        String head = mails().getLast().data().split("\r\n\r\n", 2)[0].replaceAll("\r\n(?=[ \t])", "");
        return Arrays.stream(head.split("\r\n"))
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .toList();
    }

    @Override
    public void close() {
        channel.close();
        server.close();
    }
}
