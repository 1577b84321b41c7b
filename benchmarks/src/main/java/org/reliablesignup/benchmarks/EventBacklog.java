package org.reliablesignup.benchmarks;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.reliablesignup.benchmarks.peer.Peer;
import org.reliablesignup.benchmarks.rig.ProducerPerf;
import org.reliablesignup.benchmarks.rig.Rig;
import org.reliablesignup.events.Topics;
import org.reliablesignup.testing.process.Wait;

/** How many events a second from a table with many of them to the topic. */
final class EventBacklog implements Chapter {

    /** None of them talks to a mail server. */
    static final int NO_MAIL = 1;

    static final String TOPIC = Topics.ACCOUNT_EVENTS;

    private static final int ROUNDS = 3;
    private static final int MANY = 50_000;
    private static final int MOST = 1_000_000;
    private static final int WARM_UP = 20_000;

    /** Then it is known how fast one is; with the slowest it would take half an hour. */
    private static final Duration MOST_TIME = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Headers and data of ours. */
    private static final int BYTES = 600;

    @Override
    public String title() {
        return "Events per second from outbox to topic";
    }

    @Override
    public String unit() {
        return "events/s";
    }

    @Override
    public void measure(Rig rig, Results results) {
        measure(rig, results, MANY, Peer.OURS, Peer.MODULITH, Peer.NAMASTACK);
        // Of so many Namastack 1.6.0 publishes none within five minutes.
        measure(rig, results, MOST, Peer.OURS, Peer.MODULITH);
    }

    private static void measure(Rig rig, Results results, int events, Peer... peers) {
        String condition = "%,d waiting".formatted(events);
        try (Contenders contenders = new Contenders(rig, NO_MAIL, peers)) {
            contenders.forEach(contender -> eventsPerSecond(rig, contender, WARM_UP));
            for (int round = 1; round <= ROUNDS; round++) {
                int number = round;
                contenders.forEach(contender ->
                        results.add(condition, contender.name(), number, eventsPerSecond(rig, contender, events)));
                results.add(
                        condition,
                        "kafka-producer-perf-test",
                        round,
                        ProducerPerf.recordsPerSecond(rig.broker().servers(), TOPIC, MOST, BYTES));
            }
        }
    }

    /**
     * Fills the table while the contender stands still, and times it from the first event that is stored in the topic to
     * the last, or for half a minute. Then nothing is left, in the table or on its way.
     */
    static double eventsPerSecond(Rig rig, Contender contender, int events) {
        contender.pause();
        long before = published(rig);
        contender.fill(events);
        contender.resume();
        Wait.until("an event is published", PATIENCE, () -> published(rig) > before);
        // Asking takes time that is theirs; asking seldom leaves open when a small backlog came to its end.
        long betweenNanos = Math.clamp(events / 2_500, 5, 100) * 1_000_000L;
        long first = published(rig);
        long start = System.nanoTime();
        long now = first;
        long nanos = 0;
        while (now < before + events && nanos < MOST_TIME.toNanos()) {
            LockSupport.parkNanos(betweenNanos);
            now = published(rig);
            nanos = System.nanoTime() - start;
        }
        if (now < before + events) {
            contender.clear();
            awaitSilence(rig);
        }
        return (now - first) / (nanos / 1e9);
    }

    private static void awaitSilence(Rig rig) {
        Duration silence = Duration.ofSeconds(3);
        Wait.until("no event is on its way", PATIENCE, () -> {
            long before = published(rig);
            LockSupport.parkNanos(silence.toNanos());
            return published(rig) == before;
        });
    }

    private static long published(Rig rig) {
        return rig.broker().records(TOPIC);
    }
}
