package org.reliablesignup.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.reliablesignup.benchmarks.rig.Database;
import org.reliablesignup.benchmarks.rig.Rig;
import org.reliablesignup.testing.process.Service;
import org.reliablesignup.testing.process.Wait;

/** Several of one service on one database. They stand still, and take nothing of the machine, but for their work. */
final class Instances implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration ARRIVES_WITHIN = Duration.ofMillis(200);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final String name;
    private final Database database;
    private final List<Service> services = new ArrayList<>();

    /**
     * Starts them, and has them stand still.
     *
     * @param name in tables
     * @param service not started yet, by the number that it is to have
     */
    Instances(String name, int count, Database database, IntFunction<Service> service) {
        this.name = name;
        this.database = database;
        try {
            for (int i = 0; i < count; i++) {
                Service started = service.apply(NUMBERS.incrementAndGet()).start(Rig.JVM);
                services.add(started);
                started.awaitReady();
            }
            standStill(services);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    String name() {
        return name;
    }

    Database database() {
        return database;
    }

    /** Has each work alone, and on until all is published. */
    void alone(Consumer<Service> work) {
        for (Service service : services) {
            goOn(List.of(service));
            work.accept(service);
            standStill(List.of(service));
        }
    }

    /** Has them work together, and on until all is published. */
    double together(ToDoubleFunction<List<Service>> work) {
        goOn(services);
        double measured = work.applyAsDouble(services);
        standStill(services);
        return measured;
    }

    private static void goOn(List<Service> running) {
        running.forEach(service -> service.process().resume());
    }

    /**
     * Not while a relay is in the middle of a pass: it would keep the lock from the others, and find itself too late when
     * it goes on.
     */
    private void standStill(List<Service> running) {
        for (Service service : running) {
            if (!service.process().isAlive()) {
                throw new IllegalStateException(service.name() + " has died");
            }
        }
        Wait.until(name + " has published all", PATIENCE, () -> database.number("select count(*) from outbox") == 0);
        Wait.until(name + " stands between two passes", PATIENCE, () -> {
            running.forEach(service -> service.process().pause());
            boolean between = isLockFree();
            // What was on its way to the database when they were stopped has arrived by then.
            LockSupport.parkNanos(ARRIVES_WITHIN.toNanos());
            between &= isLockFree();
            if (!between) {
                goOn(running);
            }
            return between;
        });
    }

    private boolean isLockFree() {
        return database.number("select count(*) from (select id from outbox_lock for update skip locked) free") == 1;
    }

    @Override
    public void close() {
        services.forEach(service -> service.process().kill());
    }
}
