package org.reliablesignup.benchmarks;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.statistics.descriptive.Quantile;
import org.reliablesignup.benchmarks.peer.Peer;
import org.reliablesignup.benchmarks.rig.Database;
import org.reliablesignup.benchmarks.rig.MailSink;
import org.reliablesignup.benchmarks.rig.OpenLoad;
import org.reliablesignup.benchmarks.rig.Rig;
import org.reliablesignup.testing.process.Service;
import org.reliablesignup.testing.process.Wait;

/** How long from the POST to the mail server's 250, under an open load at parts of the highest rate that can be sustained. */
final class TimeToMail implements Chapter {

    private static final double[] QUANTILES = {0.5, 0.99, 0.999};
    private static final String[] NAMES = {"p50", "p99", "p99.9"};
    private static final int[] PERCENTS = {25, 50, 75};
    private static final double QUIET_MILLIS = 500;
    private static final int ROUNDS = 2;
    /** All that lead to a mail. */
    private static final Peer[] PEERS = {Peer.OURS, Peer.MAIL_IN_REQUEST, Peer.PLAIN_SEND, Peer.MODULITH, Peer.NAMASTACK
    };

    /** Less than each can sustain, on a slow machine, too: it would go on with what was left for minutes. */
    static final double WARM_UP_RATE = 100;

    static final Duration WARM_UP = Duration.ofMinutes(2);
    private static final Duration TIME = Duration.ofSeconds(20);

    @Override
    public String title() {
        return "From the POST to the mail server's 250";
    }

    @Override
    public String unit() {
        return "ms (rates: sign-ups/s)";
    }

    @Override
    public void measure(Rig rig, Results results) {
        try (MailSink mails = new MailSink(Duration.ZERO);
                Contenders contenders = new Contenders(rig, mails.port(), PEERS)) {
            Database database = rig.postgres().create("email");
            Service email = rig.emailService(1, database, mails.port(), Map.of());
            email.start(Rig.JVM).awaitReady();
            contenders.forEach(contender -> OpenLoad.at(WARM_UP_RATE, WARM_UP, contender.port()));
            Map<Contender, Double> highest = new HashMap<>();
            contenders.forEach(contender -> {
                awaitQuiet(contender.port(), mails);
                double rate = new HighestRate(contender.port(), mails).find();
                highest.put(contender, rate);
                results.add("highest rate that is sustained", contender.name(), 1, rate);
            });
            for (int percent : PERCENTS) {
                for (int round = 1; round <= ROUNDS; round++) {
                    int number = round;
                    contenders.forEach(contender -> {
                        double rate = requireNonNull(highest.get(contender)) * percent / 100;
                        double[] times = times(contender.port(), mails, rate, TIME);
                        add(results, "at %d %%".formatted(percent), contender.name(), number, times);
                    });
                }
            }
        }
    }

    private static void add(Results results, String condition, String line, int round, double[] times) {
        double[] quantiles = Quantile.withDefaults().evaluate(times, QUANTILES);
        for (int i = 0; i < NAMES.length; i++) {
            // The longest of a few hundred is no p99.9.
            if (times.length * (1 - QUANTILES[i]) >= 1) {
                results.add(condition + ", " + NAMES[i], line, round, quantiles[i]);
            }
        }
    }

    /**
     * In milliseconds, ascending, of each that has its mail.
     *
     * @throws IllegalStateException if more than one of a thousand was not answered
     */
    static double[] times(int port, MailSink mails, double rate, Duration time) {
        Map<String, Long> accepted = mails.remember();
        OpenLoad.Result load = OpenLoad.at(rate, time, port);
        requireAnswers(load, rate);
        awaitMails(load, accepted);
        return load.millisUntil(accepted);
    }

    static void requireAnswers(OpenLoad.Result load, double rate) {
        if (load.failed() > load.due().size() / 1_000) {
            throw new IllegalStateException("%d of %d sign-ups failed at %.0f a second"
                    .formatted(load.failed(), load.due().size(), rate));
        }
    }

    /** What the load before has left in the queue is gone, and a few sign-ups have their mails at once. */
    static void awaitQuiet(int port, MailSink mails) {
        Wait.until("mails come at once", Duration.ofMinutes(5), () -> {
            double[] times = times(port, mails, 20, Duration.ofSeconds(2));
            return times[times.length - 1] < QUIET_MILLIS;
        });
    }

    static void awaitMails(OpenLoad.Result load, Map<String, Long> accepted) {
        Wait.until(
                "each sign-up has its mail",
                Duration.ofMinutes(2),
                () -> accepted.keySet().containsAll(load.answered().keySet()));
    }
}
