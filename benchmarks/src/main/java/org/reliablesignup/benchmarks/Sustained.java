package org.reliablesignup.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.statistics.descriptive.Quantile;
import org.reliablesignup.benchmarks.peer.Peer;
import org.reliablesignup.benchmarks.rig.MailSink;
import org.reliablesignup.benchmarks.rig.Memory;
import org.reliablesignup.benchmarks.rig.OpenLoad;
import org.reliablesignup.benchmarks.rig.Rig;
import org.reliablesignup.testing.process.Service;

/** Five minutes from end to end, everything on one machine, minute by minute: does it get slower, or bigger? */
final class Sustained implements Chapter {

    private static final int MINUTES = 5;
    private static final double SHARE = 0.75;

    @Override
    public String title() {
        return "Five minutes from end to end";
    }

    @Override
    public String unit() {
        return "as named";
    }

    @Override
    public void measure(Rig rig, Results results) {
        try (MailSink mails = new MailSink(Duration.ZERO);
                Contenders contenders = new Contenders(rig, mails.port(), Peer.OURS)) {
            Service email = rig.emailService(1, rig.postgres().create("email"), mails.port(), Map.of());
            email.start(Rig.JVM).awaitReady();
            contenders.forEach(ours -> {
                OpenLoad.at(TimeToMail.WARM_UP_RATE, TimeToMail.WARM_UP, ours.port());
                TimeToMail.awaitQuiet(ours.port(), mails);
                double rate = SHARE * new HighestRate(ours.port(), mails).find();
                for (int minute = 1; minute <= MINUTES; minute++) {
                    minute("minute " + minute, rate, ours, email, mails, results);
                }
            });
            email.process().kill();
        }
    }

    private static void minute(
            String condition, double rate, Contender ours, Service email, MailSink mails, Results results) {
        double[] times = TimeToMail.times(ours.port(), mails, rate, Duration.ofMinutes(1));
        results.add(condition, "sign-ups/s, each with its mail", 1, times.length / 60.0);
        results.add(condition, "p50 ms", 1, Quantile.withDefaults().evaluate(times, 0.5));
        results.add(condition, "p99 ms", 1, Quantile.withDefaults().evaluate(times, 0.99));
        results.add(condition, "longest ms", 1, Arrays.stream(times).max().orElseThrow());
        results.add(
                condition,
                "account-service, live heap MiB",
                1,
                Memory.liveHeap(ours.service().process().pid()));
        results.add(
                condition,
                "email-service, live heap MiB",
                1,
                Memory.liveHeap(email.process().pid()));
    }
}
