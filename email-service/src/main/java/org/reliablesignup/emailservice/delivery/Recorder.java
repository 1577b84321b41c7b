package org.reliablesignup.emailservice.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what became of mails: all that wait for it in one transaction, while those that come meanwhile wait for the
 * next. So nobody waits for company, and the more there is to record, the less each costs. Thread-safe.
 */
final class Recorder {

    private static final Logger log = LoggerFactory.getLogger(Recorder.class);

    private final MailJobs jobs;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean recording = new AtomicBoolean();

    Recorder(MailJobs jobs) {
        this.jobs = jobs;
    }

    /**
     * Returns when it is recorded, or cannot be.
     *
     * @return whether the claim still stood; if not, nothing was recorded. Empty if something was in the way, of this
     *     mail or of another: nothing was recorded then, and it is to be tried alone
     */
    Optional<Boolean> conclude(Conclusion conclusion) {
        Waiting one = new Waiting(conclusion, new CompletableFuture<>());
        waiting.add(one);
        recordWhatWaits();
        return one.held.join();
    }

    private void recordWhatWaits() {
        if (!waiting.isEmpty() && recording.compareAndSet(false, true)) {
            Thread.ofVirtual().name("mail-recorder").start(this::run);
        }
    }

    private void run() {
        try {
            for (List<Waiting> all = take(); !all.isEmpty(); all = take()) {
                record(all);
            }
        } finally {
            recording.set(false);
        }
        // Who came after the last look found somebody at it.
        recordWhatWaits();
    }

    private List<Waiting> take() {
        List<Waiting> taken = new ArrayList<>();
        for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
            taken.add(one);
        }
        return taken;
    }

    private void record(List<Waiting> all) {
        try {
            List<Boolean> held =
                    jobs.conclude(all.stream().map(Waiting::conclusion).toList());
            for (int i = 0; i < all.size(); i++) {
                all.get(i).held.complete(Optional.of(held.get(i)));
            }
        } catch (RuntimeException | Error e) {
            // Whatever it is: each finds out alone whether it is to blame, and tells of it.
            log.debug("{} outcomes cannot be recorded together", all.size(), e);
            all.forEach(one -> one.held.complete(Optional.empty()));
        }
    }

    private record Waiting(Conclusion conclusion, CompletableFuture<Optional<Boolean>> held) {}
}
