package org.reliablesignup.events;

import static org.reliablesignup.events.Require.notNull;

import java.time.Instant;
import java.util.UUID;

/** The confirmation mail was tried until it was too old to be of use, and given up. */
public record ConfirmationMailExpired(UUID eventId, UUID accountId, Instant occurredAt, UUID mailId)
        implements MailEvent {

    /** @throws IllegalArgumentException if a component is missing */
    public ConfirmationMailExpired {
        notNull("eventId", eventId);
        notNull("accountId", accountId);
        notNull("occurredAt", occurredAt);
        notNull("mailId", mailId);
    }
}
