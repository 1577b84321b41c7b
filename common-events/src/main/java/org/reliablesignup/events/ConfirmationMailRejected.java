package org.reliablesignup.events;

import static org.reliablesignup.events.Require.notNull;

import java.time.Instant;
import java.util.UUID;

/** The mail server refused the confirmation mail for good (5xx); it will not be tried again by itself. */
public record ConfirmationMailRejected(UUID eventId, UUID accountId, Instant occurredAt, UUID mailId)
        implements MailEvent {

    /** @throws IllegalArgumentException if a component is missing */
    public ConfirmationMailRejected {
        notNull("eventId", eventId);
        notNull("accountId", accountId);
        notNull("occurredAt", occurredAt);
        notNull("mailId", mailId);
    }
}
