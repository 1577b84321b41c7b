package org.reliablesignup.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
    private static final Duration WARM_UP = Duration.ofSeconds(20);
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
            MailBacklog.ours(queue, 40_000);
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
        for (int instances : INSTANCES) {
            Database database = rig.postgres().create("email");
            List<Service> services = IntStream.rangeClosed(1, instances)
                    .mapToObj(number -> rig.emailService(number, database, port, CONNECTIONS)
                            .start(Rig.JVM)
                            .awaitReady())
                    .toList();
            MailJobsTable queue = new MailJobsTable(database);
            MailBacklog.ours(queue, 20_000);
            results.add("instances of email-service: " + instances, "mails/s", 1, MailBacklog.ours(queue, 50_000));
            services.forEach(service -> service.process().kill());
        }
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
        Wrk wrk = new Wrk(rig.folder());
        for (int instances : INSTANCES) {
            Database database = rig.postgres().create("account");
            List<Service> services = new ArrayList<>();
            for (int number = 1; number <= instances; number++) {
                services.add(rig.accountService(number, database).start(Rig.JVM).awaitReady());
            }
            services.forEach(service -> wrk.signUpsPerSecond(service.uri("/").getPort(), 8, WARM_UP));
            double all = services.parallelStream()
                    .mapToDouble(
                            service -> wrk.signUpsPerSecond(service.uri("/").getPort(), 32 / instances, TIME))
                    .sum();
            results.add("instances of account-service: " + instances, "sign-ups/s", 1, all);
            if (instances == 1) {
                more(database, wrk, services.getFirst(), results);
            }
            services.forEach(service -> service.process().kill());
        }
    }

    private static void more(Database database, Wrk wrk, Service service, Results results) {
        int there = 0;
        for (int size : SIZES) {
            database.execute("""
                    insert into account (id, owner_name, email, locale, status, created_at, confirmed_at, confirmed_address)
                    select gen_random_uuid(), 'Grace Hopper', address, 'en', 'ACTIVE', now(), now(), address
                    from (select 'b' || n || '@many.example' as address from generate_series(%d, %d) n) one;
                    analyze account""".formatted(there + 1, size));
            there = size;
            results.add(
                    "accounts: %,d".formatted(size),
                    "sign-ups/s",
                    1,
                    wrk.signUpsPerSecond(service.uri("/").getPort(), 32, TIME));
        }
    }
}
