package org.reliablesignup.benchmarks;

import java.time.Duration;
import org.reliablesignup.benchmarks.peer.Peer;
import org.reliablesignup.benchmarks.rig.ProducerPerf;
import org.reliablesignup.benchmarks.rig.Rig;
import org.reliablesignup.testing.process.Wait;

/** How many events a second from the table to the topic, each gone from the table when it is stored there. */
final class EventBacklog implements Chapter {

    private static final int ROUNDS = 3;
    private static final int EVENTS = 50_000;
    private static final String CONDITION = "%,d waiting".formatted(EVENTS);
    private static final String TOPIC = "account-events";
    private static final Duration DRAINS_WITHIN = Duration.ofMinutes(30);

    /** None of them talks to a mail server. */
    static final int NO_MAIL = 1;

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
        try (Contenders contenders = new Contenders(rig, NO_MAIL, Peer.OURS, Peer.MODULITH, Peer.NAMASTACK)) {
            contenders.forEach(contender -> publish(rig, contender, 5_000));
            for (int round = 1; round <= ROUNDS; round++) {
                int number = round;
                contenders.forEach(
                        contender -> results.add(CONDITION, contender.name(), number, publish(rig, contender, EVENTS)));
                results.add(
                        CONDITION,
                        "kafka-producer-perf-test",
                        round,
                        ProducerPerf.recordsPerSecond(rig.broker().servers(), TOPIC, EVENTS, BYTES));
            }
        }
    }

    /** Fills the table while the contender stands still, and times it from when it goes on. */
    static double publish(Rig rig, Contender contender, int events) {
        contender.pause();
        long before = rig.broker().records(TOPIC);
        contender.fill(events);
        contender.resume();
        long start = System.nanoTime();
        Wait.until("all events are published", DRAINS_WITHIN, () -> rig.broker().records(TOPIC) >= before + events);
        return events / ((System.nanoTime() - start) / 1e9);
    }
}
