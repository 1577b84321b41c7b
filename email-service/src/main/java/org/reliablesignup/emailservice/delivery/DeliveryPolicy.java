package org.reliablesignup.emailservice.delivery;

import java.time.Duration;
import org.reliablesignup.emailservice.smtp.SendResult;

/** The one that decides what follows from what the channel tells. */
final class DeliveryPolicy {

    private final DeliverySettings settings;
    private final RetryPolicy retries;

    DeliveryPolicy(DeliverySettings settings, RetryPolicy retries) {
        this.settings = settings;
        this.retries = retries;
    }

    /** @param age how long the mail has been in the queue */
    Verdict after(MailJob job, SendResult result, Duration age) {
        return switch (result) {
            case SendResult.Accepted accepted -> new Verdict(JobState.SENT, Duration.ZERO, true, false);
            case SendResult.Never never -> conclude(job, JobState.REJECTED);
            case SendResult.Unsendable unsendable -> conclude(job, JobState.REJECTED);
            case SendResult.Later later -> later(job, age, job.inDoubt());
            case SendResult.InDoubt doubt -> inDoubt(job, age);
            // Where the sender was refused, others go first: should they pass, it is this mail.
            case SendResult.NobodyNow nobody ->
                handBack(job, nobody.senderRefused() ? settings.maxPause() : settings.pauseAfterOutage());
            case SendResult.Withdrawn withdrawn -> handBack(job, Duration.ZERO);
        };
    }

    /** What follows when we could not even write the mail: our fault and not its own, so that it is kept, however old. */
    Verdict afterFailureToWrite(MailJob job) {
        return new Verdict(JobState.RETRY, retries.delayAfter(job.attempts()), true, job.inDoubt());
    }

    /**
     * What follows when a worker died over a mail, or was too slow: nobody knows how far it came. The first time the mail
     * is due again at once; a mail that goes on killing its workers waits longer and longer, as after any failure.
     *
     * @param earlier how many workers abandoned it before
     */
    Verdict afterAbandonment(MailJob job, int earlier, Duration age) {
        boolean atOnce = earlier == 0 && settings.whenInDoubt() == DeliverySettings.WhenInDoubt.RESEND;
        return atOnce ? new Verdict(JobState.RETRY, Duration.ZERO, true, true) : inDoubt(job, age);
    }

    /** Back as it was: nothing was tried that counts. */
    Verdict handBack(MailJob job, Duration delay) {
        return new Verdict(job.attempts() == 0 ? JobState.QUEUED : JobState.RETRY, delay, false, job.inDoubt());
    }

    private Verdict inDoubt(MailJob job, Duration age) {
        return switch (settings.whenInDoubt()) {
            case HOLD -> Verdict.HELD;
            case RESEND -> later(job, age, true);
        };
    }

    /** The horizon gives up only what was tried in vain just now: after a long outage every mail has its chance. */
    private Verdict later(MailJob job, Duration age, boolean inDoubt) {
        Duration left = settings.horizon().minus(age);
        if (!left.isPositive()) {
            return new Verdict(inDoubt ? JobState.UNKNOWN : JobState.EXPIRED, Duration.ZERO, true, inDoubt);
        }
        Duration delay = retries.delayAfter(job.attempts());
        return new Verdict(JobState.RETRY, delay.compareTo(left) < 0 ? delay : left, true, inDoubt);
    }

    /** Nobody can say that a mail did not arrive if an earlier attempt may have succeeded. */
    private static Verdict conclude(MailJob job, JobState state) {
        return new Verdict(job.inDoubt() ? JobState.UNKNOWN : state, Duration.ZERO, true, job.inDoubt());
    }
}
