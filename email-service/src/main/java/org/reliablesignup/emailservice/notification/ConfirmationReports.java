package org.reliablesignup.emailservice.notification;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.reliablesignup.emailservice.delivery.MailOrder;
import org.reliablesignup.emailservice.delivery.MailOutcomes.Concluded;
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

    /** In the transaction that stores the mails. */
    void queued(List<MailOrder> mails) {
        if (tellsQueued) {
            outbox.append(mails.stream()
                    .map(mail -> new ConfirmationMailQueued(newId(), mail.accountId(), now(), mail.id(), instance))
                    .map(event -> new Outbox.Entry(event, null))
                    .toList());
        }
    }

    /** In the transaction that records the outcomes. */
    void concluded(List<Concluded> mails) {
        outbox.append(mails.stream()
                .map(concluded -> new Outbox.Entry(event(concluded), concluded.traceparent()))
                .toList());
    }

    private MailEvent event(Concluded concluded) {
        UUID id = newId();
        Instant now = now();
        MailOrder mail = concluded.mail();
        String words = concluded.reply();
        String reply = words == null || words.isBlank() ? null : cut(words, MailEvent.MAX_REPLY);
        return switch (concluded.outcome()) {
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
