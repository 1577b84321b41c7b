package org.reliablesignup.emailservice.notification;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.emailservice.delivery.MailOrder;
import org.reliablesignup.emailservice.delivery.MailOutcome;
import org.reliablesignup.events.ConfirmationMailExpired;
import org.reliablesignup.events.ConfirmationMailOutcomeUnknown;
import org.reliablesignup.events.ConfirmationMailQueued;
import org.reliablesignup.events.ConfirmationMailRejected;
import org.reliablesignup.events.ConfirmationMailSent;
import org.reliablesignup.events.MailEvent;
import org.reliablesignup.outbox.Outbox;

/** Tells what becomes of a mail that answers a sign-up, whatever the mail says. Thread-safe. */
final class ConfirmationReports {

    private final Outbox outbox;
    private final boolean tellsQueued;
    private final String instance;
    private final Clock clock;

    /** @param instance names this process, if it tells that a mail is queued */
    ConfirmationReports(Outbox outbox, boolean tellsQueued, String instance, Clock clock) {
        this.outbox = outbox;
        this.tellsQueued = tellsQueued;
        this.instance = cut(instance, ConfirmationMailQueued.MAX_INSTANCE);
        this.clock = clock;
    }

    /** In the transaction that stores the mail. */
    void queued(MailOrder mail) {
        if (tellsQueued) {
            outbox.append(new ConfirmationMailQueued(newId(), mail.accountId(), now(), mail.id(), instance));
        }
    }

    /** In the transaction that records the outcome. */
    void concluded(MailOrder mail, MailOutcome outcome, @Nullable String reply) {
        outbox.append(event(mail, outcome, reply == null || reply.isBlank() ? null : cut(reply, MailEvent.MAX_REPLY)));
    }

    private MailEvent event(MailOrder mail, MailOutcome outcome, @Nullable String reply) {
        UUID id = newId();
        Instant now = now();
        return switch (outcome) {
            case SENT -> new ConfirmationMailSent(id, mail.accountId(), now, mail.id(), reply);
            case REJECTED -> new ConfirmationMailRejected(id, mail.accountId(), now, mail.id(), reply);
            case EXPIRED -> new ConfirmationMailExpired(id, mail.accountId(), now, mail.id());
            case UNKNOWN -> new ConfirmationMailOutcomeUnknown(id, mail.accountId(), now, mail.id());
        };
    }

    private static UUID newId() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Not in the middle of a character. */
    private static String cut(String text, int maxCodePoints) {
        return text.codePointCount(0, text.length()) <= maxCodePoints
                ? text
                : text.substring(0, text.offsetByCodePoints(0, maxCodePoints));
    }
}
