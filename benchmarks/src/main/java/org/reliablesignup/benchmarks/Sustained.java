package org.reliablesignup.benchmarks;

import java.time.Duration;
import java.util.Collections;
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
                heaps("before", ours, email, results);
                Map<String, Long> accepted = mails.remember();
                OpenLoad.Result load = OpenLoad.at(rate, Duration.ofMinutes(MINUTES), ours.port());
                heaps("at the end", ours, email, results);
                TimeToMail.requireAnswers(load, rate);
                TimeToMail.awaitMails(load, accepted);
                minutes(load, accepted, results);
            });
        }
    }

    private static void minutes(OpenLoad.Result load, Map<String, Long> accepted, Results results) {
        long begin = Collections.min(load.due().values());
        for (int minute = 1; minute <= MINUTES; minute++) {
            long from = begin + Duration.ofMinutes(minute - 1).toNanos();
            long to = begin + Duration.ofMinutes(minute).toNanos();
            String condition = "minute " + minute;
            results.add(condition, "sign-ups/s", 1, rate(load.answered(), from, to));
            results.add(condition, "mails/s", 1, rate(accepted, from, to));
            double[] times = load.dueBetween(from, to).millisUntil(accepted);
            // Before the others: these put what they are given into another order.
            results.add(condition, "longest ms", 1, times[times.length - 1]);
            results.add(condition, "p50 ms", 1, Quantile.withDefaults().evaluate(times, 0.5));
            results.add(condition, "p99 ms", 1, Quantile.withDefaults().evaluate(times, 0.99));
        }
    }

    private static double rate(Map<String, Long> moments, long from, long to) {
        return moments.values().stream()
                        .filter(moment -> moment >= from && moment < to)
                        .count()
                / ((to - from) / 1e9);
    }

    private static void heaps(String condition, Contender ours, Service email, Results results) {
        results.add(condition, "account-service, live heap MiB", 1, Memory.liveHeap(ours.service()));
        results.add(condition, "email-service, live heap MiB", 1, Memory.liveHeap(email));
    }
}
