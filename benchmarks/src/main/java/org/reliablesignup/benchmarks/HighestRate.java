package org.reliablesignup.benchmarks;

import java.time.Duration;
import java.util.Map;
import org.apache.commons.statistics.descriptive.Quantile;
import org.reliablesignup.benchmarks.rig.MailSink;
import org.reliablesignup.benchmarks.rig.OpenLoad;

/**
 * Looks for the highest rate of sign-ups at which the mails keep up: each sign-up is answered, and 99 of 100 mails are
 * there within a second.
 */
final class HighestRate {

    private static final Duration TIME = Duration.ofSeconds(6);
    private static final double ENOUGH_MILLIS = 1_000;
    private static final double PRECISION = 1.1;
    private static final double FIRST = 25;
    private static final double LEAST = 5;

    private final int port;
    private final MailSink mails;

    HighestRate(int port, MailSink mails) {
        this.port = port;
        this.mails = mails;
    }

    /**
     * In sign-ups per second; within a tenth.
     *
     * @throws IllegalStateException if not even {@value #LEAST} a second can be sustained
     */
    double find() {
        double low = FIRST;
        while (!isSustained(low)) {
            low /= 2;
            if (low < LEAST) {
                throw new IllegalStateException("mails do not keep up with %.1f sign-ups a second".formatted(2 * low));
            }
        }
        double high = 2 * low;
        while (low >= FIRST && isSustained(high)) {
            low = high;
            high *= 2;
        }
        while (high / low > PRECISION) {
            double middle = Math.sqrt(low * high);
            if (isSustained(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isSustained(double rate) {
        Map<String, Long> accepted = mails.remember();
        OpenLoad.Result load = OpenLoad.at(rate, TIME, port);
        TimeToMail.awaitMails(load, accepted);
        double[] times = load.millisUntil(accepted);
        return load.failed() == 0 && Quantile.withDefaults().evaluate(times, 0.99) < ENOUGH_MILLIS;
    }
}
