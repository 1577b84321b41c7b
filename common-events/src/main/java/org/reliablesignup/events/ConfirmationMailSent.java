package org.reliablesignup.events;

import static org.reliablesignup.events.Require.notNull;
import static org.reliablesignup.events.Require.text;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The mail server took over the responsibility for the confirmation mail (250 to the final dot, RFC 5321 section 6.1).
 *
 * @param reply the words that this was said with, without anybody's address, at most {@value MailEvent#MAX_REPLY} long; null
 *     where they were not written
 */
public record ConfirmationMailSent(
        UUID eventId,
        UUID accountId,
        Instant occurredAt,
        UUID mailId,
        @Nullable String reply) implements MailEvent {

    /** @throws IllegalArgumentException if a component is missing or the text is not as described */
    public ConfirmationMailSent {
        notNull("eventId", eventId);
        notNull("accountId", accountId);
        notNull("occurredAt", occurredAt);
        notNull("mailId", mailId);
        if (reply != null) {
            text("reply", reply, MAX_REPLY);
        }
    }
}
