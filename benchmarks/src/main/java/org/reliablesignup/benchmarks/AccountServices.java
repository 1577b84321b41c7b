package org.reliablesignup.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.reliablesignup.benchmarks.rig.Database;
import org.reliablesignup.benchmarks.rig.Rig;
import org.reliablesignup.benchmarks.rig.Wrk;
import org.reliablesignup.testing.process.Service;

/** Several of account-service on one database, as a load balancer would have them. They stand still but for a measurement. */
final class AccountServices {

    private static final int CONNECTIONS = 32;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final String name;
    private final Database database;
    private final List<Service> services;

    /** Starts them. */
    AccountServices(String name, Rig rig, int instances) {
        this.name = name;
        database = rig.postgres().create("account");
        services = Stream.generate(() -> rig.accountService(NUMBERS.incrementAndGet(), database))
                .limit(instances)
                .map(service -> service.start(Rig.JVM).awaitReady())
                .toList();
        services.forEach(service -> service.process().pause());
    }

    String name() {
        return name;
    }

    /** Stores accounts that are active. */
    void fill(int accounts) {
        database.execute("""
                insert into account (id, owner_name, email, locale, status, created_at, confirmed_at, confirmed_address)
                select gen_random_uuid(), 'Grace Hopper', address, 'en', 'ACTIVE', now(), now(), address
                from (select 'b' || n || '@many.example' as address from generate_series(1, %d) n) one;
                analyze account""".formatted(accounts));
    }

    /** Has each work alone for so long. */
    void warmUp(Wrk wrk, Duration time) {
        for (Service service : services) {
            service.process().resume();
            signUpsPerSecond(wrk, service, CONNECTIONS, time);
            service.process().pause();
        }
    }

    /** Of all together, over as many connections however many they are. */
    double signUpsPerSecond(Wrk wrk, Duration time) {
        services.forEach(service -> service.process().resume());
        double all = services.parallelStream()
                .mapToDouble(service -> signUpsPerSecond(wrk, service, CONNECTIONS / services.size(), time))
                .sum();
        services.forEach(service -> service.process().pause());
        return all;
    }

    private static double signUpsPerSecond(Wrk wrk, Service service, int connections, Duration time) {
        return wrk.signUpsPerSecond(service.uri("/").getPort(), connections, time);
    }

    void kill() {
        services.forEach(service -> service.process().kill());
    }
}
