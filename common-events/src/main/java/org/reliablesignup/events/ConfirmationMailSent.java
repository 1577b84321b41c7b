package org.reliablesignup.events;

import static org.reliablesignup.events.Require.notNull;

import java.time.Instant;
import java.util.UUID;

/** The mail server took over the responsibility for the confirmation mail (250 to the final dot, RFC 5321 section 6.1). */
public record ConfirmationMailSent(UUID eventId, UUID accountId, Instant occurredAt, UUID mailId) implements MailEvent {

    /** @throws IllegalArgumentException if a component is missing */
    public ConfirmationMailSent {
        notNull("eventId", eventId);
        notNull("accountId", accountId);
        notNull("occurredAt", occurredAt);
        notNull("mailId", mailId);
    }
}
