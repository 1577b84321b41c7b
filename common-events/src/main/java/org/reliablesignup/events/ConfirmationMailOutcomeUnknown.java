package org.reliablesignup.events;

import static org.reliablesignup.events.Require.notNull;

import java.time.Instant;
import java.util.UUID;

/** The connection died after the final dot and before the reply: the mail may or may not have been accepted. */
public record ConfirmationMailOutcomeUnknown(UUID eventId, UUID accountId, Instant occurredAt, UUID mailId)
        implements MailEvent {

    /** @throws IllegalArgumentException if a component is missing */
    public ConfirmationMailOutcomeUnknown {
        notNull("eventId", eventId);
        notNull("accountId", accountId);
        notNull("occurredAt", occurredAt);
        notNull("mailId", mailId);
    }
}
