package org.reliablesignup.events;

import static org.reliablesignup.events.Require.notNull;
import static org.reliablesignup.events.Require.text;

import java.time.Instant;
import java.util.UUID;

/**
 * An account was created and its owner is to confirm the address.
 *
 * <p>The texts are not blank and well-formed Unicode without control characters, so that every store and every mail
 * takes them; their lengths are counted in code points.
 *
 * @param ownerName the name as the owner wrote it, at most {@value #MAX_OWNER_NAME} long
 * @param email the address as the owner wrote it, at most {@value #MAX_EMAIL} long
 * @param locale the language of the owner, a BCP 47 tag such as {@code de-AT}, at most {@value #MAX_LOCALE} long
 * @param addressTaken whether another account had the address confirmed already, so that this one never can; false where
 *     it was not written
 */
public record AccountCreated(
        UUID eventId,
        UUID accountId,
        Instant occurredAt,
        String ownerName,
        String email,
        String locale,
        boolean addressTaken)
        implements AccountEvent {

    /** The longest name, in code points. */
    public static final int MAX_OWNER_NAME = 200;

    /** The longest address: what fits between the brackets of a path (RFC 5321 section 4.5.3.1.3). */
    public static final int MAX_EMAIL = 254;

    /** The longest language tag that RFC 5646 section 4.4.1 recommends to have room for. */
    public static final int MAX_LOCALE = 35;

    /** @throws IllegalArgumentException if a component is missing or a text is not as described */
    public AccountCreated {
        notNull("eventId", eventId);
        notNull("accountId", accountId);
        notNull("occurredAt", occurredAt);
        text("ownerName", ownerName, MAX_OWNER_NAME);
        text("email", email, MAX_EMAIL);
        text("locale", locale, MAX_LOCALE);
    }
}
