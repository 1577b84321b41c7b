package org.reliablesignup.emailservice.notification;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.reliablesignup.emailservice.delivery.MailOrder;
import org.reliablesignup.emailservice.delivery.MailOutcome;
import org.reliablesignup.events.ConfirmationMailExpired;
import org.reliablesignup.events.ConfirmationMailOutcomeUnknown;
import org.reliablesignup.events.ConfirmationMailRejected;
import org.reliablesignup.events.ConfirmationMailSent;
import org.reliablesignup.events.MailEvent;
import org.reliablesignup.outbox.Outbox;

/** Tells what became of a mail that answers a sign-up, whatever the mail says. Thread-safe. */
final class ConfirmationOutcomes {

    private final Outbox outbox;
    private final Clock clock;

    ConfirmationOutcomes(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** In the transaction that records the outcome. */
    void tell(MailOrder mail, MailOutcome outcome) {
        outbox.append(event(mail, outcome));
    }

    private MailEvent event(MailOrder mail, MailOutcome outcome) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return switch (outcome) {
            case SENT -> new ConfirmationMailSent(id, mail.accountId(), now, mail.id());
            case REJECTED -> new ConfirmationMailRejected(id, mail.accountId(), now, mail.id());
            case EXPIRED -> new ConfirmationMailExpired(id, mail.accountId(), now, mail.id());
            case UNKNOWN -> new ConfirmationMailOutcomeUnknown(id, mail.accountId(), now, mail.id());
        };
    }
}
