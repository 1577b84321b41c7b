package org.reliablesignup.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.reliablesignup.benchmarks.peer.SampleMail;
import org.reliablesignup.benchmarks.rig.Database;
import org.reliablesignup.benchmarks.rig.MailSink;
import org.reliablesignup.benchmarks.rig.Rig;
import org.reliablesignup.benchmarks.rig.SmtpSink;
import org.reliablesignup.benchmarks.rig.SmtpSource;
import org.reliablesignup.testing.process.Service;
import org.reliablesignup.testing.process.Wait;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** How many mails a second out of a backlog, each outcome recorded, against senders that record nothing. */
final class MailBacklog implements Chapter {

    private static final int ROUNDS = 3;
    private static final List<Integer> CONNECTIONS = List.of(8, 32);
    private static final Duration DRAINS_WITHIN = Duration.ofMinutes(20);

    /** As much as one of our mails has on the wire. */
    private static final int BYTES = 8_000;

    /** With the server so far away. */
    private record Distance(Duration roundTrip, int mails) {}

    private static final List<Distance> DISTANCES = List.of(
            new Distance(Duration.ofMillis(1), 10_000),
            new Distance(Duration.ofMillis(20), 2_000),
            new Distance(Duration.ofMillis(200), 160));

    @Override
    public String title() {
        return "Mails per second out of a backlog";
    }

    @Override
    public String unit() {
        return "mails/s";
    }

    @Override
    public void measure(Rig rig, Results results) throws Exception {
        for (int connections : CONNECTIONS) {
            try (SmtpSink sink = new SmtpSink()) {
                String condition = "100,000 mails, smtp-sink beside it, %d connections".formatted(connections);
                measure(rig, results, condition, sink.port(), connections, 100_000);
            }
        }
        for (Distance distance : DISTANCES) {
            try (MailSink sink = new MailSink(distance.roundTrip)) {
                String condition = "%,d mails, server %d ms away, 8 connections"
                        .formatted(distance.mails, distance.roundTrip.toMillis());
                measure(rig, results, condition, sink.port(), 8, distance.mails);
            }
        }
    }

    private static void measure(Rig rig, Results results, String condition, int port, int connections, int mails)
            throws Exception {
        Database database = rig.postgres().create("email");
        Service service =
                rig.emailService(1, database, port, Map.of("delivery.connections", Integer.toString(connections)));
        MailJobsTable queue = new MailJobsTable(database);
        service.start(Rig.JVM).awaitReady();
        try {
            ours(queue, mails + 200);
            service.process().pause();
            javaMailSender(port, connections, mails / 40 + 50);
            for (int round = 1; round <= ROUNDS; round++) {
                service.process().resume();
                results.add(condition, Results.OURS, round, ours(queue, mails));
                service.process().pause();
                results.add(
                        condition,
                        "JavaMailSender.send for each",
                        round,
                        javaMailSender(port, connections, mails / 20 + 100));
                results.add(
                        condition,
                        "smtp-source, connections kept",
                        round,
                        SmtpSource.mailsPerSecond(port, connections, mails, BYTES));
            }
        } finally {
            service.process().kill();
        }
    }

    /**
     * From the first claim to the record of the last outcome. The events of the outcomes are published meanwhile; returns
     * when all of them are.
     */
    static double ours(MailJobsTable queue, int mails) {
        long outcomesBefore = queue.outcomes();
        queue.fill(mails, 5 + mails / 50_000);
        Wait.until("all mails are sent", DRAINS_WITHIN, () -> queue.outcomes() - outcomesBefore >= mails);
        Wait.until("all outcomes are recorded", DRAINS_WITHIN, () -> !queue.isWaiting());
        if (queue.sent() != mails) {
            throw new IllegalStateException("%d of %d mails are sent".formatted(queue.sent(), mails));
        }
        double rate = mails / queue.seconds();
        Wait.until("all outcomes are told", DRAINS_WITHIN, queue::isTold);
        queue.clear();
        return rate;
    }

    /** As Spring's documentation shows it: a connection for each mail. */
    private static double javaMailSender(int port, int threads, int mails) throws Exception {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("localhost");
        sender.setPort(port);
        SampleMail mail = new SampleMail();
        long start = System.nanoTime();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<Object>> sent = workers.invokeAll(IntStream.range(0, mails)
                    .mapToObj(number -> "a" + number + "@" + MailJobsTable.DOMAIN)
                    .<Callable<Object>>map(address -> () -> {
                        sender.send(mail.to(address, sender));
                        return address;
                    })
                    .toList());
            for (Future<Object> one : sent) {
                one.get();
            }
        }
        return mails / ((System.nanoTime() - start) / 1e9);
    }
}
