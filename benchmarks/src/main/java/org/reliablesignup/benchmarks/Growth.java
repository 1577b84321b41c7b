package org.reliablesignup.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.reliablesignup.benchmarks.peer.Peer;
import org.reliablesignup.benchmarks.rig.Database;
import org.reliablesignup.benchmarks.rig.Memory;
import org.reliablesignup.benchmarks.rig.Rig;
import org.reliablesignup.benchmarks.rig.SmtpSink;
import org.reliablesignup.benchmarks.rig.Wrk;
import org.reliablesignup.testing.process.Service;

/** What becomes of the rates as backlogs, accounts and instances become more: a flat line is wanted. */
final class Growth implements Chapter {

    private static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000);
    private static final List<Integer> INSTANCES = List.of(1, 2, 4);
    private static final Map<String, String> CONNECTIONS = Map.of("delivery.connections", "32");
    private static final int WARM_UP_ROUNDS = 3;
    private static final int ROUNDS = 3;
    private static final int WARM_UP_MAILS = 40_000;
    private static final int MAILS = 50_000;
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final Duration TIME = Duration.ofSeconds(8);

    @Override
    public String title() {
        return "As it grows";
    }

    @Override
    public String unit() {
        return "as named";
    }

    @Override
    public void measure(Rig rig, Results results) {
        try (SmtpSink sink = new SmtpSink()) {
            mailBacklogs(rig, sink.port(), results);
            emailServices(rig, sink.port(), results);
        }
        eventBacklogs(rig, results);
        accounts(rig, results);
    }

    private static void mailBacklogs(Rig rig, int port, Results results) {
        Database database = rig.postgres().create("email");
        Service service = rig.emailService(1, database, port, CONNECTIONS);
        MailJobsTable queue = new MailJobsTable(database);
        service.start(Rig.JVM).awaitReady();
        for (int round = 1; round <= WARM_UP_ROUNDS; round++) {
            MailBacklog.ours(queue, WARM_UP_MAILS);
        }
        for (int size : SIZES) {
            results.add("mails waiting: %,d".formatted(size), "mails/s", 1, MailBacklog.ours(queue, size));
            results.add(
                    "mails waiting: %,d".formatted(size),
                    "live heap afterwards, MiB",
                    1,
                    Memory.liveHeap(service.process().pid()));
        }
        service.process().kill();
    }

    private static void emailServices(Rig rig, int port, Results results) {
        List<EmailServices> all = INSTANCES.stream()
                .map(number -> new EmailServices("instances of email-service: " + number, rig, port, number))
                .toList();
        all.forEach(services -> services.warmUp(WARM_UP_MAILS));
        for (int round = 1; round <= ROUNDS; round++) {
            for (EmailServices services : all) {
                results.add(services.name(), "mails/s", round, services.mailsPerSecond(MAILS));
            }
        }
        all.forEach(EmailServices::kill);
    }

    private static void eventBacklogs(Rig rig, Results results) {
        try (Contenders contenders = new Contenders(rig, EventBacklog.NO_MAIL, Peer.OURS)) {
            contenders.forEach(ours -> {
                EventBacklog.publish(rig, ours, 20_000);
                for (int size : SIZES) {
                    results.add(
                            "events waiting: %,d".formatted(size),
                            "events/s",
                            1,
                            EventBacklog.publish(rig, ours, size));
                    results.add(
                            "events waiting: %,d".formatted(size),
                            "live heap afterwards, MiB",
                            1,
                            Memory.liveHeap(ours.service().process().pid()));
                }
            });
        }
    }

    private static void accounts(Rig rig, Results results) {
        List<AccountServices> all = new ArrayList<>();
        INSTANCES.forEach(
                number -> all.add(new AccountServices("instances of account-service: " + number, rig, number)));
        for (int size : SIZES) {
            AccountServices one = new AccountServices("accounts: %,d".formatted(size), rig, 1);
            one.fill(size);
            all.add(one);
        }
        Wrk wrk = new Wrk(rig.folder());
        all.forEach(services -> services.warmUp(wrk, WARM_UP));
        for (int round = 1; round <= ROUNDS; round++) {
            for (AccountServices services : all) {
                results.add(services.name(), "sign-ups/s", round, services.signUpsPerSecond(wrk, TIME));
            }
        }
        all.forEach(AccountServices::kill);
    }
}
