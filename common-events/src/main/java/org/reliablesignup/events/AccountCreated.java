package org.reliablesignup.events;

import static org.reliablesignup.events.Require.notBlank;
import static org.reliablesignup.events.Require.notNull;

import java.time.Instant;
import java.util.UUID;

/**
 * An account was created and its owner is to confirm the address.
 *
 * @param ownerName the name as the owner wrote it, not blank
 * @param email the address as the owner wrote it, not blank
 * @param locale the language of the owner, a BCP 47 tag such as {@code de-AT}
 */
public record AccountCreated(
        UUID eventId, UUID accountId, Instant occurredAt, String ownerName, String email, String locale)
        implements AccountEvent {

    /** @throws IllegalArgumentException if a component is missing or blank */
    public AccountCreated {
        notNull("eventId", eventId);
        notNull("accountId", accountId);
        notNull("occurredAt", occurredAt);
        notBlank("ownerName", ownerName);
        notBlank("email", email);
        notBlank("locale", locale);
    }
}
