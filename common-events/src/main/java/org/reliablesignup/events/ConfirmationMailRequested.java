package org.reliablesignup.events;

import static org.reliablesignup.events.Require.notNull;
import static org.reliablesignup.events.Require.text;

import java.time.Instant;
import java.util.UUID;

/**
 * The owner of an account that is not confirmed yet asked for the confirmation mail once more. Comes any number of times
 * after its {@link AccountCreated}; each asks for a mail of its own.
 *
 * <p>The texts are those of {@link AccountCreated}, with the same limits.
 *
 * @param ownerName the name as the owner wrote it
 * @param email the address as the owner wrote it
 * @param locale the language of the owner, a BCP 47 tag such as {@code de-AT}
 * @param addressTaken whether another account had the address confirmed at that time
 */
public record ConfirmationMailRequested(
        UUID eventId,
        UUID accountId,
        Instant occurredAt,
        String ownerName,
        String email,
        String locale,
        boolean addressTaken)
        implements AccountEvent {

    /** @throws IllegalArgumentException if a component is missing or a text is not as described */
    public ConfirmationMailRequested {
        notNull("eventId", eventId);
        notNull("accountId", accountId);
        notNull("occurredAt", occurredAt);
        text("ownerName", ownerName, AccountCreated.MAX_OWNER_NAME);
        text("email", email, AccountCreated.MAX_EMAIL);
        text("locale", locale, AccountCreated.MAX_LOCALE);
    }
}
