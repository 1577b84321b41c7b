package org.reliablesignup.benchmarks;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.reliablesignup.benchmarks.rig.Database;
import org.reliablesignup.benchmarks.rig.MailSink;
import org.reliablesignup.benchmarks.rig.OpenLoad;
import org.reliablesignup.benchmarks.rig.Rig;
import org.reliablesignup.testing.process.JavaProcess;
import org.reliablesignup.testing.process.Service;
import org.reliablesignup.testing.process.Wait;

/** One of two instances dies, or is stopped: how long until its work goes on elsewhere? */
final class TakeOver implements Chapter {

    private static final double RATE = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration BEFORE = Duration.ofSeconds(5);
    private static final Duration TIME = Duration.ofSeconds(75);
    private static final int ROUNDS = 2;

    @Override
    public String title() {
        return "One of two instances goes: the longest that a mail took";
    }

    @Override
    public String unit() {
        return "s";
    }

    @Override
    public void measure(Rig rig, Results results) {
        try (MailSink mails = new MailSink(Duration.ZERO)) {
            for (int round = 1; round <= ROUNDS; round++) {
                results.add("email-service", "kill -9", round, longest(rig, mails, JavaProcess::kill));
                results.add(
                        "email-service", "stopped in good order", round, longest(rig, mails, JavaProcess::terminate));
            }
        }
    }

    /** In seconds. */
    private static double longest(Rig rig, MailSink mails, Consumer<JavaProcess> end) {
        Database emails = rig.postgres().create("email");
        Service account = rig.accountService(1, rig.postgres().create("account"));
        Service first = rig.emailService(1, emails, mails.port(), Map.of());
        Service second = rig.emailService(2, emails, mails.port(), Map.of());
        account.start(Rig.JVM).awaitReady();
        first.start(Rig.JVM).awaitReady();
        second.start(Rig.JVM).awaitReady();
        OpenLoad.at(RATE, WARM_UP, account.uri("/").getPort());
        TimeToMail.awaitQuiet(account.uri("/").getPort(), mails);
        Map<String, Long> accepted = mails.remember();
        CompletableFuture<OpenLoad.Result> load = CompletableFuture.supplyAsync(
                () -> OpenLoad.at(RATE, TIME, account.uri("/").getPort()));
        Wait.until(
                "both have partitions",
                Duration.ofMinutes(1),
                () -> accepted.size() > RATE * BEFORE.toSeconds()
                        && rig.broker().members("email-service") == 2);
        end.accept(first.process());
        OpenLoad.Result signUps = load.join();
        TimeToMail.requireAnswers(signUps, RATE);
        TimeToMail.awaitMails(signUps, accepted);
        double[] times = signUps.millisUntil(accepted);
        second.process().kill();
        account.process().kill();
        return times[times.length - 1] / 1_000;
    }
}
