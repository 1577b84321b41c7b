package org.reliablesignup.events;

import static org.reliablesignup.events.Require.notNull;
import static org.reliablesignup.events.Require.text;

import java.time.Instant;
import java.util.UUID;

/**
 * The owner of an account has proved that the address is theirs. Comes once an account, after its {@link AccountCreated}.
 *
 * <p>The texts are those of {@link AccountCreated}, with the same limits.
 *
 * @param ownerName the name as the owner wrote it
 * @param email the address as the owner wrote it; confirmed by no other account
 * @param locale the language of the owner, a BCP 47 tag such as {@code de-AT}
 */
public record AccountConfirmed(
        UUID eventId, UUID accountId, Instant occurredAt, String ownerName, String email, String locale)
        implements AccountEvent {

    /** @throws IllegalArgumentException if a component is missing or a text is not as described */
    public AccountConfirmed {
        notNull("eventId", eventId);
        notNull("accountId", accountId);
        notNull("occurredAt", occurredAt);
        text("ownerName", ownerName, AccountCreated.MAX_OWNER_NAME);
        text("email", email, AccountCreated.MAX_EMAIL);
        text("locale", locale, AccountCreated.MAX_LOCALE);
    }
}
