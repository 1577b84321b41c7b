package org.reliablesignup.emailservice.notification;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.reliablesignup.emailservice.delivery.ComposedMail;
import org.reliablesignup.emailservice.delivery.MailOrder;
import org.reliablesignup.emailservice.delivery.MailOutcome;
import org.reliablesignup.emailservice.text.PlainText;
import org.reliablesignup.events.ConfirmationMailExpired;
import org.reliablesignup.events.ConfirmationMailOutcomeUnknown;
import org.reliablesignup.events.ConfirmationMailRejected;
import org.reliablesignup.events.ConfirmationMailSent;
import org.reliablesignup.events.MailEvent;
import org.reliablesignup.outbox.Outbox;

/** Asks the owner of an address to confirm the account that was created with it. */
final class ConfirmationMail implements MailKind {

    static final String KIND = "confirmation";

    private final Templates templates;
    private final ConfirmationLinks links;
    private final Outbox outbox;
    private final Clock clock;

    ConfirmationMail(Templates templates, ConfirmationLinks links, Outbox outbox, Clock clock) {
        this.templates = templates;
        this.links = links;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public ComposedMail compose(MailOrder mail) {
        Locale language = Languages.closestTo(mail.locale());
        ConfirmationLinks.Link link = links.linkIn(mail);
        return templates.write(
                KIND,
                language,
                Map.of(
                        "name", PlainText.withoutLinks(mail.ownerName()),
                        "email", PlainText.address(mail.recipient()),
                        "createdAt", Languages.write(mail.eventAt(), language),
                        "link", link.url(),
                        "validUntil", Languages.write(link.validUntil(), language)));
    }

    @Override
    public void concluded(MailOrder mail, MailOutcome outcome) {
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
