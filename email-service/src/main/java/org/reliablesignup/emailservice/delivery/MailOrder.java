package org.reliablesignup.emailservice.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail that somebody is to get; what it says is written when it is sent.
 *
 * @param id names the mail, for ever: the id of the event that asked for it
 * @param kind which mail, a name that the {@link MailComposer} knows; at most 40 characters
 * @param recipient the address as its owner wrote it
 * @param ownerName the name as the owner wrote it
 * @param locale the language of the owner, a BCP 47 tag
 * @param eventAt when the event happened
 * @param traceparent the trace that the event belongs to (W3C Trace Context), if any
 */
public record MailOrder(
        UUID id,
        UUID accountId,
        String kind,
        String recipient,
        String ownerName,
        String locale,
        Instant eventAt,
        @Nullable String traceparent) {}
