package org.reliablesignup.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
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
    private static final int SIGN_UP_CONNECTIONS = 32;
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

    /** The mails last: each leaves an event that any account-service would read meanwhile. */
    @Override
    public void measure(Rig rig, Results results) {
        eventBacklogs(rig, results);
        accountServices(rig, results);
        try (SmtpSink sink = new SmtpSink()) {
            mailBacklogs(rig, sink.port(), results);
            emailServices(rig, sink.port(), results);
        }
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
        List<Instances> all = new ArrayList<>();
        try {
            for (int count : INSTANCES) {
                Database database = rig.postgres().create("email");
                all.add(new Instances(
                        "instances of email-service: " + count,
                        count,
                        database,
                        number -> rig.emailService(number, database, port, CONNECTIONS)));
            }
            all.forEach(instances -> instances.alone(one -> mailsPerSecond(instances, WARM_UP_MAILS)));
            rounds(all, results, "mails/s", instances -> instances.together(some -> mailsPerSecond(instances, MAILS)));
        } finally {
            all.forEach(Instances::close);
        }
    }

    private static double mailsPerSecond(Instances instances, int mails) {
        return MailBacklog.ours(new MailJobsTable(instances.database()), mails);
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

    private static void accountServices(Rig rig, Results results) {
        List<Instances> all = new ArrayList<>();
        try {
            for (int count : INSTANCES) {
                all.add(accountServices(rig, "instances of account-service: " + count, count));
            }
            for (int size : SIZES) {
                Instances one = accountServices(rig, "accounts: %,d".formatted(size), 1);
                all.add(one);
                fill(one.database(), size);
            }
            Wrk wrk = new Wrk(rig.folder());
            all.forEach(instances -> instances.alone(one -> signUpsPerSecond(wrk, List.of(one), WARM_UP)));
            rounds(
                    all,
                    results,
                    "sign-ups/s",
                    instances -> instances.together(some -> signUpsPerSecond(wrk, some, TIME)));
        } finally {
            all.forEach(Instances::close);
        }
    }

    private static Instances accountServices(Rig rig, String name, int count) {
        Database database = rig.postgres().create("account");
        return new Instances(name, count, database, number -> rig.accountService(number, database));
    }

    /** Stores accounts that are active. */
    private static void fill(Database database, int accounts) {
        database.execute("""
                insert into account (id, owner_name, email, locale, status, created_at, confirmed_at, confirmed_address)
                select gen_random_uuid(), 'Grace Hopper', address, 'en', 'ACTIVE', now(), now(), address
                from (select 'b' || n || '@many.example' as address from generate_series(1, %d) n) one;
                analyze account""".formatted(accounts));
    }

    /** Of all together, over as many connections however many they are. */
    private static double signUpsPerSecond(Wrk wrk, List<Service> services, Duration time) {
        int connections = SIGN_UP_CONNECTIONS / services.size();
        try (ExecutorService threads = Executors.newFixedThreadPool(services.size())) {
            List<CompletableFuture<Double>> rates = services.stream()
                    .map(service -> CompletableFuture.supplyAsync(
                            () -> wrk.signUpsPerSecond(service.uri("/").getPort(), connections, time), threads))
                    .toList();
            return rates.stream().mapToDouble(CompletableFuture::join).sum();
        }
    }

    private static void rounds(
            List<Instances> all, Results results, String line, ToDoubleFunction<Instances> measured) {
        for (int round = 1; round <= ROUNDS; round++) {
            for (Instances instances : all) {
                results.add(instances.name(), line, round, measured.applyAsDouble(instances));
            }
        }
    }
}
