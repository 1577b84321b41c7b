package org.reliablesignup.events;

import static org.reliablesignup.events.Require.notNull;
import static org.reliablesignup.events.Require.text;

import java.time.Instant;
import java.util.UUID;

/**
 * A confirmation mail was ordered: it is stored and will be sent. Comes before any other event of that mail, and only
 * where somebody wants to watch.
 *
 * @param instance which process stored it, at most {@value #MAX_INSTANCE} long; for people to tell one from the other
 */
public record ConfirmationMailQueued(UUID eventId, UUID accountId, Instant occurredAt, UUID mailId, String instance)
        implements MailEvent {

    /** The longest name of a process, in code points. */
    public static final int MAX_INSTANCE = 100;

    /** @throws IllegalArgumentException if a component is missing or the text is not as described */
    public ConfirmationMailQueued {
        notNull("eventId", eventId);
        notNull("accountId", accountId);
        notNull("occurredAt", occurredAt);
        notNull("mailId", mailId);
        text("instance", instance, MAX_INSTANCE);
    }
}
