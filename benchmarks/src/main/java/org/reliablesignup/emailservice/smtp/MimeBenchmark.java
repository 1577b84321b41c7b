package org.reliablesignup.emailservice.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.reliablesignup.benchmarks.peer.Peer;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The MIME message of a confirmation mail, without a signature. */
@State(Scope.Benchmark)
public class MimeBenchmark {

    private final SmtpSettings settings =
            new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("smtp", SmtpSettings.class);

    private final MailWriter writer = new MailWriter(
            new MailServer(new JavaMailSenderImpl(), settings).session(), settings, null, Clock.systemUTC());

    private final OutgoingMail mail = new OutgoingMail(
            UUID.randomUUID(),
            "ada@example.com",
            "Ada Lovelace",
            "Confirm your address",
            resource("confirmation.txt"),
            resource("confirmation.html"),
            "en");

    @Benchmark
    public Object message() throws UnsendableException {
        return writer.prepare(mail);
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Peer.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
