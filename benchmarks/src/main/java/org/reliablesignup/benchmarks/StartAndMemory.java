package org.reliablesignup.benchmarks;

import java.time.Duration;
import java.util.List;
import org.reliablesignup.benchmarks.rig.MailSink;
import org.reliablesignup.benchmarks.rig.Memory;
import org.reliablesignup.benchmarks.rig.PackedService;
import org.reliablesignup.benchmarks.rig.Rig;
import org.reliablesignup.benchmarks.rig.Wrk;
import org.reliablesignup.testing.process.Service;
import org.reliablesignup.testing.process.Service.Kind;

/** From the start of a service to the moment it is ready, and what it holds: with its cache of classes, and as a plain jar. */
final class StartAndMemory implements Chapter {

    private static final int ROUNDS = 5;
    private static final double RATE = 100;
    private static final Duration LOAD = Duration.ofSeconds(10);
    private static final int WARM_UP_CONNECTIONS = 4;

    @Override
    public String title() {
        return "Start and memory";
    }

    @Override
    public String unit() {
        return "s until ready; MiB resident";
    }

    @Override
    public void measure(Rig rig, Results results) {
        try (MailSink mails = new MailSink(Duration.ZERO)) {
            PackedService account = new PackedService(
                    Kind.ACCOUNT,
                    rig.folder(),
                    rig.accountProperties(rig.postgres().create("account")));
            PackedService email = new PackedService(
                    Kind.EMAIL, rig.folder(), rig.emailProperties(rig.postgres().create("email"), mails.port()));
            Wrk wrk = new Wrk(rig.folder());
            for (int round = 1; round <= ROUNDS; round++) {
                for (boolean cached : List.of(true, false)) {
                    measure(account, email, mails, wrk, cached, round, results);
                }
            }
        }
    }

    private static void measure(
            PackedService account,
            PackedService email,
            MailSink mails,
            Wrk wrk,
            boolean cached,
            int round,
            Results results) {
        String line = cached ? "with AOT cache" : "java -jar";
        long start = System.nanoTime();
        Service accounts = account.start(cached);
        results.add("account-service ready, s", line, round, secondsSince(start));
        // What it still compiles is not to slow down the other.
        accounts.process().pause();
        start = System.nanoTime();
        Service emails = email.start(cached);
        results.add("email-service ready, s", line, round, secondsSince(start));
        accounts.process().resume();
        results.add("account-service at rest, MiB", line, round, Memory.resident(accounts));
        results.add("email-service at rest, MiB", line, round, Memory.resident(emails));
        // Closed: right after a start so many a second are too many for some machines.
        wrk.signUpsPerSecond(accounts.uri("/").getPort(), WARM_UP_CONNECTIONS, LOAD);
        TimeToMail.awaitQuiet(accounts.uri("/").getPort(), mails);
        // Each answered, and each mail there.
        TimeToMail.times(accounts.uri("/").getPort(), mails, RATE, LOAD);
        results.add(
                "account-service after %.0f sign-ups/s, MiB".formatted(RATE), line, round, Memory.resident(accounts));
        results.add("email-service after %.0f mails/s, MiB".formatted(RATE), line, round, Memory.resident(emails));
        // In good order: whoever is killed keeps its partitions from the next one for a while.
        accounts.process().terminate();
        emails.process().terminate();
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }
}
