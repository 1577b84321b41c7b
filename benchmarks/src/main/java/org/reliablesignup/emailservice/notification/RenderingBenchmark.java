package org.reliablesignup.emailservice.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.reliablesignup.confirmation.ConfirmationKeys;
import org.reliablesignup.confirmation.TokenMinter;
import org.reliablesignup.emailservice.delivery.ComposedMail;
import org.reliablesignup.emailservice.delivery.MailOrder;

/** The texts of a confirmation mail, with the token in its link. */
@State(Scope.Benchmark)
public class RenderingBenchmark {

    /** "these 32 bytes are for tests only" */
    private final ConfirmationKeys keys =
            ConfirmationKeys.of(Map.of("test", "dGhlc2UgMzIgYnl0ZXMgYXJlIGZvciB0ZXN0cyBvbmx5"));

    private final ConfirmationMail mail = new ConfirmationMail(
            new Templates(new Brand("Reliable sign-up", "#1d5fbf", null), null),
            new ConfirmationLinks(
                    new TokenMinter(keys, "test", Duration.ofHours(24), Clock.systemUTC()), "https://signup.example"),
            new ConfirmationReports(event -> {}, false, "", Clock.systemUTC()));

    private final MailOrder order = new MailOrder(
            UUID.randomUUID(),
            UUID.randomUUID(),
            ConfirmationMail.KIND,
            "ada@example.com",
            "Ada Lovelace",
            "en",
            Instant.parse("2026-03-01T10:15:30.123456Z"),
            null);

    @Benchmark
    public ComposedMail confirmation() {
        return mail.compose(order);
    }
}
