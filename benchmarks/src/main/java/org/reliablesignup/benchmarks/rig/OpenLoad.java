package org.reliablesignup.benchmarks.rig;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Open load: sign-ups at a constant rate, whether or not those before are answered, as people do. A time begins when a
 * sign-up was to be sent, so that what waits behind a slow one is counted as slow, too (no coordinated omission).
 */
public final class OpenLoad {

    /** Beyond that many at a time the service is overloaded, and the rate no longer what it says. */
    private static final int MOST_AT_A_TIME = 500;

    private static final Logger log = LoggerFactory.getLogger(OpenLoad.class);
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final int port;
    private final Queue<KeptConnection> free = new ConcurrentLinkedQueue<>();
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME);

    private OpenLoad(int port) {
        this.port = port;
    }

    /** Signs up for that long; returns when each is answered, one way or the other. */
    public static Result at(double rate, Duration time, int port) {
        return new OpenLoad(port).run(rate, (int) (rate * time.toNanos() / 1e9));
    }

    private Result run(double rate, int count) {
        String run = ProcessHandle.current().pid() + "-o" + RUNS.incrementAndGet();
        Map<String, Long> due = new HashMap<>();
        Map<String, Long> answered = new ConcurrentHashMap<>();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            String address = "a%d.%s@load.example".formatted(i, run);
            long when = start + (long) (i * 1e9 / rate);
            due.put(address, when);
            sleepUntil(when);
            places.acquireUninterruptibly();
            Thread.ofVirtual().start(() -> signUp(address, answered));
        }
        places.acquireUninterruptibly(MOST_AT_A_TIME);
        free.forEach(OpenLoad::close);
        return new Result(due, Map.copyOf(answered));
    }

    private void signUp(String address, Map<String, Long> answered) {
        try {
            KeptConnection connection = free.poll();
            signUp(address, connection == null ? new KeptConnection(port) : connection, answered);
        } catch (IOException e) {
            log.debug("{} could not be sent", address, e);
        } finally {
            places.release();
        }
    }

    private void signUp(String address, KeptConnection connection, Map<String, Long> answered) {
        try {
            connection.signUp(address);
            answered.put(address, System.nanoTime());
            free.add(connection);
        } catch (IOException | IllegalStateException e) {
            log.debug("{} was not answered 201", address, e);
            close(connection);
        }
    }

    private static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void close(KeptConnection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * When each address was to sign up, and when it was answered 201, by {@link System#nanoTime()}.
     */
    public record Result(Map<String, Long> due, Map<String, Long> answered) {

        /** How many were not answered 201. */
        public int failed() {
            return due.size() - answered.size();
        }

        /** Of those that were due then, in the nanoseconds of {@link System#nanoTime()}. */
        public Result dueBetween(long from, long to) {
            Map<String, Long> some = new HashMap<>(due);
            some.values().removeIf(when -> when < from || when >= to);
            Map<String, Long> answers = new HashMap<>(answered);
            answers.keySet().retainAll(some.keySet());
            return new Result(some, answers);
        }

        /** Milliseconds from when each was due until then, ascending; one that is missing is left out. */
        public double[] millisUntil(Map<String, Long> then) {
            return due.entrySet().stream()
                    .flatMap(sign -> Stream.ofNullable(then.get(sign.getKey())).map(end -> end - sign.getValue()))
                    .mapToDouble(nanos -> nanos / 1e6)
                    .sorted()
                    .toArray();
        }
    }
}
