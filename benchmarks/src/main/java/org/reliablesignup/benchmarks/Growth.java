package org.reliablesignup.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.reliablesignup.benchmarks.peer.Peer;
import org.reliablesignup.benchmarks.rig.Database;
import org.reliablesignup.benchmarks.rig.Memory;
import org.reliablesignup.benchmarks.rig.Rig;
import org.reliablesignup.benchmarks.rig.SmtpSink;
import org.reliablesignup.benchmarks.rig.Wrk;
import org.reliablesignup.testing.process.Service;
import org.reliablesignup.testing.process.Wait;

/** What becomes of the rates as backlogs, accounts and instances become more: a flat line is wanted. */
final class Growth implements Chapter {

    private static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000);
    /** Of backlogs: what the JVMs and the machine gain or lose meanwhile is not taken for growth. */
    private static final List<Integer> UP_AND_DOWN = List.of(10_000, 100_000, 1_000_000, 100_000, 10_000);

    private static final List<Integer> INSTANCES = List.of(1, 2, 4);
    /** To the mail server, or to account-service: of all instances together. */
    private static final int CONNECTIONS = 32;

    private static final int WARM_UP_ROUNDS = 3;
    private static final int ROUNDS = 3;
    private static final int WARM_UP_EVENTS = 1_000_000;
    private static final int WARM_UP_MAILS = 40_000;
    private static final int MAILS = 50_000;
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    /** After it stood still a service finds its connections and its place in the group of consumers again. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private static final Duration TIME = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

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
        eventBacklogs(rig, results);
        accountServices(rig, results);
        // Each event would be a mail.
        rig.emptyTopics();
        try (SmtpSink sink = new SmtpSink()) {
            mailBacklogs(rig, sink.port(), results);
            emailServices(rig, sink.port(), results);
        }
    }

    private static void eventBacklogs(Rig rig, Results results) {
        try (Contenders contenders = new Contenders(rig, EventBacklog.NO_MAIL, Peer.OURS)) {
            contenders.forEach(ours -> {
                EventBacklog.eventsPerSecond(rig, ours, WARM_UP_EVENTS);
                upAndDown(results, "events", size -> EventBacklog.eventsPerSecond(rig, ours, size), ours.service());
                heapAmid(
                        results,
                        "events",
                        1_000_000,
                        ours.service(),
                        () -> rig.broker().records(EventBacklog.TOPIC),
                        size -> EventBacklog.eventsPerSecond(rig, ours, size));
            });
        }
    }

    private static void mailBacklogs(Rig rig, int port, Results results) {
        Database database = rig.postgres().create("email");
        Service service = emailService(rig, 1, database, port, 1);
        MailJobsTable queue = new MailJobsTable(database);
        service.start(Rig.JVM).awaitReady();
        for (int round = 1; round <= WARM_UP_ROUNDS; round++) {
            MailBacklog.ours(queue, WARM_UP_MAILS);
        }
        upAndDown(results, "mails", size -> MailBacklog.ours(queue, size), service);
        heapAmid(results, "mails", 100_000, service, queue::outcomes, size -> MailBacklog.ours(queue, size));
        service.process().kill();
    }

    private static void upAndDown(Results results, String what, IntToDoubleFunction perSecond, Service service) {
        Map<Integer, Integer> rounds = new HashMap<>();
        for (int size : UP_AND_DOWN) {
            String condition = "%s waiting: %,d".formatted(what, size);
            int round = rounds.merge(size, 1, Integer::sum);
            results.add(condition, what + "/s", round, perSecond.applyAsDouble(size));
            results.add(condition, "live heap afterwards, MiB", round, Memory.liveHeap(service));
        }
    }

    /** Once more, and no rate: the collection of garbage takes time from it. */
    private static void heapAmid(
            Results results, String what, int size, Service service, LongSupplier done, IntToDoubleFunction perSecond) {
        long before = done.getAsLong();
        CompletableFuture<Double> end = CompletableFuture.supplyAsync(() -> perSecond.applyAsDouble(size));
        Wait.until("half are done", PATIENCE, () -> done.getAsLong() - before >= size / 2 || end.isDone());
        results.add("%s waiting: %,d".formatted(what, size), "live heap amid them, MiB", 1, Memory.liveHeap(service));
        end.join();
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
                        number -> emailService(rig, number, database, port, count)));
            }
            all.forEach(instances -> instances.alone(_ -> mailsPerSecond(instances, WARM_UP_MAILS)));
            rounds(all, results, "mails/s", instances -> instances.together(_ -> mailsPerSecond(instances, MAILS)));
        } finally {
            all.forEach(Instances::close);
        }
    }

    private static Service emailService(Rig rig, int number, Database database, int port, int instances) {
        String connections = Integer.toString(CONNECTIONS / instances);
        return rig.emailService(number, database, port, Map.of("delivery.connections", connections));
    }

    private static double mailsPerSecond(Instances instances, int mails) {
        return MailBacklog.ours(new MailJobsTable(instances.database()), mails);
    }

    private static void accountServices(Rig rig, Results results) {
        List<Instances> all = new ArrayList<>();
        try {
            for (int count : INSTANCES) {
                all.add(accountServices(rig, "instances of account-service: " + count, count));
            }
            Map<Instances, Integer> sizes = new HashMap<>();
            for (int size : SIZES) {
                Instances one = accountServices(rig, "accounts: %,d".formatted(size), 1);
                all.add(one);
                sizes.put(one, size);
            }
            Wrk wrk = new Wrk(rig.folder());
            all.forEach(instances -> instances.alone(one -> signUpsPerSecond(wrk, List.of(one), WARM_UP)));
            sizes.forEach((one, size) -> one.alone(_ -> fill(one.database(), size)));
            rounds(
                    all,
                    results,
                    "sign-ups/s",
                    instances -> instances.together(some -> {
                        signUpsPerSecond(wrk, some, SETTLING);
                        return signUpsPerSecond(wrk, some, TIME);
                    }));
        } finally {
            all.forEach(Instances::close);
        }
    }

    private static Instances accountServices(Rig rig, String name, int count) {
        Database database = rig.postgres().create("account");
        return new Instances(name, count, database, number -> rig.accountService(number, database));
    }

    /** So many accounts, all active, and none of those that were there. */
    private static void fill(Database database, int accounts) {
        database.execute("""
                truncate account cascade;
                insert into account (id, owner_name, email, locale, status, created_at, confirmed_at, confirmed_address)
                select gen_random_uuid(), 'Grace Hopper', address, 'en', 'ACTIVE', now(), now(), address
                from (select 'b' || n || '@many.example' as address from generate_series(1, %d) n) one""".formatted(accounts));
        database.execute("vacuum analyze account");
    }

    /** Of all together, over as many connections however many they are. */
    private static double signUpsPerSecond(Wrk wrk, List<Service> services, Duration time) {
        int connections = CONNECTIONS / services.size();
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
