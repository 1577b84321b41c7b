package org.reliablesignup.events;

import static org.reliablesignup.events.Require.notNull;

import java.time.Instant;
import java.util.UUID;

/**
 * An account was erased. The last event of an account: whoever keeps something about it deletes that, and whatever is
 * heard of it later, an older event that comes again or late, is passed over. Nothing here says who it was.
 */
public record AccountErased(UUID eventId, UUID accountId, Instant occurredAt) implements AccountEvent {

    /** @throws IllegalArgumentException if a component is missing */
    public AccountErased {
        notNull("eventId", eventId);
        notNull("accountId", accountId);
        notNull("occurredAt", occurredAt);
    }
}
