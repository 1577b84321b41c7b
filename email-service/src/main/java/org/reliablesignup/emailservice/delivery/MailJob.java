package org.reliablesignup.emailservice.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A mail job as its worker holds it.
 *
 * @param fence counts the claims; whoever holds an older one has lost the job
 * @param attempts how often the mail was tried and is to be tried again
 * @param inDoubt whether an earlier attempt may have succeeded
 * @param createdAt when it came into the queue, by the database's clock
 * @param claimedAt when it was claimed, by the database's clock
 */
record MailJob(MailOrder mail, long fence, int attempts, boolean inDoubt, Instant createdAt, Instant claimedAt) {

    UUID id() {
        return mail.id();
    }

    /** How long it had been in the queue when it was claimed. */
    Duration age() {
        return Duration.between(createdAt, claimedAt);
    }
}
