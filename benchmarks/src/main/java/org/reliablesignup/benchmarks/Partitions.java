package org.reliablesignup.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.reliablesignup.benchmarks.peer.Peer;
import org.reliablesignup.benchmarks.rig.Database;
import org.reliablesignup.benchmarks.rig.Rig;
import org.reliablesignup.benchmarks.rig.SmtpSink;
import org.reliablesignup.testing.process.Service;
import org.reliablesignup.testing.process.Wait;

/** From rows in the outbox to the records of the 250, over topics of few and of many partitions. */
final class Partitions implements Chapter {

    private static final List<Integer> PARTITIONS = List.of(1, 6, 24);
    private static final int EVENTS = 20_000;
    private static final Duration WITHIN = Duration.ofMinutes(5);

    @Override
    public String title() {
        return "From outbox to 250, by the number of partitions";
    }

    @Override
    public String unit() {
        return "mails/s";
    }

    @Override
    public void measure(Rig rig, Results results) {
        try (SmtpSink sink = new SmtpSink()) {
            for (int partitions : PARTITIONS) {
                rig.broker().recreate("account-events", partitions);
                rig.broker().recreate("mail-events", partitions);
                Database database = rig.postgres().create("email");
                Service email = rig.emailService(1, database, sink.port(), Map.of());
                email.start(Rig.JVM).awaitReady();
                MailJobsTable queue = new MailJobsTable(database);
                try (Contenders contenders = new Contenders(rig, sink.port(), Peer.OURS)) {
                    contenders.forEach(ours -> {
                        drain(ours, queue, EVENTS);
                        results.add(partitions + " partitions", "mails/s", 1, drain(ours, queue, EVENTS));
                    });
                }
                email.process().kill();
            }
        }
    }

    private static double drain(Contender ours, MailJobsTable queue, int events) {
        long before = queue.outcomes();
        ours.pause();
        ours.fill(events);
        ours.resume();
        long start = System.nanoTime();
        Wait.until("all mails are sent", WITHIN, () -> queue.outcomes() - before >= events);
        Wait.until("all outcomes are recorded", WITHIN, () -> !queue.isWaiting());
        return events / ((System.nanoTime() - start) / 1e9);
    }
}
