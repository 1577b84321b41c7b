package org.reliablesignup.emailservice.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.reliablesignup.emailservice.smtp.Channel;
import org.reliablesignup.emailservice.smtp.OutgoingMail;
import org.reliablesignup.emailservice.smtp.SendResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a claimed mail written and sent, and records what became of it. Decides nothing. Thread-safe. */
final class DeliveryWorker {

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final Logger log = LoggerFactory.getLogger(DeliveryWorker.class);

    private final MailComposer composer;
    private final Channel channel;
    private final DeliveryPolicy policy;
    private final MailJobs jobs;
    private final Recorder recorder;
    private final Breaker breaker;
    private final DeliveryTracing tracing;
    private final DeliveryMetrics metrics;

    DeliveryWorker(
            MailComposer composer,
            Channel channel,
            DeliveryPolicy policy,
            MailJobs jobs,
            Recorder recorder,
            Breaker breaker,
            DeliveryTracing tracing,
            DeliveryMetrics metrics) {
        this.composer = composer;
        this.channel = channel;
        this.policy = policy;
        this.jobs = jobs;
        this.recorder = recorder;
        this.breaker = breaker;
        this.tracing = tracing;
        this.metrics = metrics;
    }

    /** Returns when the outcome is recorded, or the lease is lost. */
    void deliver(Lease lease) {
        MailJob job = lease.job();
        tracing.trace(job, () -> {
            Lease.Moment start = Lease.Moment.now();
            OutgoingMail mail;
            try {
                mail = write(job.mail());
            } catch (RuntimeException | Error e) {
                breaker.giveBack(1);
                log.error("Mail {} ({}) cannot be written", job.id(), job.mail().kind(), e);
                record(job, Attempt.unwritten(e), policy.afterFailureToWrite(job));
                return;
            }
            SendResult result = send(mail, lease);
            record(job, Attempt.of(result), policy.after(job, result, job.age().plus(start.elapsed())));
        });
    }

    /** Should the channel itself fail, nobody knows how far the mail came: the job is left to its lease, as of the dead. */
    private SendResult send(OutgoingMail mail, Lease lease) {
        SendResult result;
        try {
            result = channel.send(mail, lease::mayFinish);
        } catch (RuntimeException | Error e) {
            breaker.giveBack(1);
            log.error("Mail {} cannot be sent through a fault of ours", mail.id(), e);
            throw e;
        }
        return breaker.report(result);
    }

    private OutgoingMail write(MailOrder mail) {
        ComposedMail composed = composer.compose(mail);
        return new OutgoingMail(
                mail.id(),
                mail.recipient(),
                composed.recipientName(),
                composed.subject(),
                composed.text(),
                composed.html(),
                composed.language());
    }

    /**
     * Tries until it is recorded: what the mail server has taken must not be forgotten for a database that is away. What
     * fails for another reason would do so for ever; that job is left to its lease, and counts as abandoned then.
     */
    private void record(MailJob job, Attempt attempt, Verdict verdict) {
        Optional<Boolean> together = recorder.conclude(new Conclusion(job, attempt, verdict, tracing.current()));
        if (together.isPresent()) {
            tell(job, attempt, verdict, together.get());
            return;
        }
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                boolean held = jobs.conclude(job, attempt, verdict);
                tell(job, attempt, verdict, held);
                return;
            } catch (RuntimeException e) {
                if (!DatabaseTrouble.isIn(e)) {
                    log.error("Mail {} is {}, which can never be recorded", job.id(), verdict.next(), e);
                    return;
                }
                if (pause == FIRST_PAUSE_MILLIS) {
                    log.warn("Cannot record yet that mail {} is {}: {}", job.id(), verdict.next(), e.toString());
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    /**
     * Gives jobs back that were not sent, so that they are due at once. With the database away, the first try is the last:
     * each would take as long, and the leases do the same a little later.
     *
     * @return whether it is recorded
     */
    boolean handBack(List<MailJob> unsent, Attempt why) {
        try {
            List<Boolean> held = jobs.conclude(unsent.stream()
                    .map(job -> new Conclusion(job, why, policy.handBack(job, Duration.ZERO), null))
                    .toList());
            for (int i = 0; i < unsent.size(); i++) {
                if (held.get(i)) {
                    logHandedBack(unsent.get(i));
                }
            }
            return true;
        } catch (RuntimeException e) {
            log.warn("Mails cannot be handed back, and are left to their leases: {}", e.toString());
            return false;
        }
    }

    private static void logHandedBack(MailJob job) {
        try (MailLog fields = MailLog.of(job.mail())) {
            log.info("Mail {} is handed back", job.id());
        }
    }

    private void tell(MailJob job, Attempt attempt, Verdict verdict, boolean held) {
        if (!held && !jobs.exists(job.id())) {
            log.info("Mail {} was erased while it was on its way; not recorded: {}", job.id(), verdict.next());
            return;
        }
        if (!held) {
            log.warn("Mail {} was taken over by another worker; not recorded here: {}", job.id(), verdict.next());
            metrics.leaseLost();
            return;
        }
        metrics.attempted(job.mail(), attempt.result(), verdict.next());
        if (verdict.next() != JobState.QUEUED) {
            log.info(
                    "Mail {} to {} is {}: {}",
                    job.id(),
                    Masked.address(job.mail().recipient()),
                    verdict.next(),
                    Masked.text(attempt.words()));
        }
    }
}
