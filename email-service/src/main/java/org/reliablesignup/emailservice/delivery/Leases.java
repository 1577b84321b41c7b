package org.reliablesignup.emailservice.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs that are in work here; renews their leases, so that a lease can be short and a mail server slow. Thread-safe. */
final class Leases implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    private final Map<UUID, Lease> held = new ConcurrentHashMap<>();
    private final MailJobs jobs;
    private final Duration length;
    private final ScheduledExecutorService heart = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("mail-leases").factory());
    private boolean troubled;

    Leases(MailJobs jobs, Duration length) {
        this.jobs = jobs;
        this.length = length;
        long beat = length.dividedBy(3).toMillis();
        heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
    }

    Duration length() {
        return length;
    }

    /** @param moment before the claim was made */
    Lease open(MailJob job, Lease.Moment moment) {
        Lease lease = new Lease(job, moment, length);
        held.put(job.id(), lease);
        return lease;
    }

    void end(Lease lease) {
        held.remove(lease.id(), lease);
    }

    List<Lease> all() {
        return List.copyOf(held.values());
    }

    Set<UUID> held() {
        return Set.copyOf(held.keySet());
    }

    @Override
    public void close() {
        heart.shutdownNow();
    }

    private void beat() {
        List<Lease> leases = all();
        if (leases.isEmpty()) {
            return;
        }
        Lease.Moment moment = Lease.Moment.now();
        try {
            List<Boolean> standing = jobs.renew(leases, length);
            for (int i = 0; i < leases.size(); i++) {
                if (standing.get(i)) {
                    leases.get(i).renewed(moment);
                } else {
                    leases.get(i).lost();
                }
            }
            troubled = false;
        } catch (RuntimeException | Error e) {
            // Whatever it is: if it were thrown, no lease would ever be renewed again.
            if (!troubled) {
                log.warn("Cannot renew the leases of {} mails: {}", leases.size(), e.toString());
            }
            troubled = true;
        }
    }
}
