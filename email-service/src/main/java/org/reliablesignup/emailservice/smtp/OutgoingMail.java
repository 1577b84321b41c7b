package org.reliablesignup.emailservice.smtp;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail, ready to go.
 *
 * @param id names the mail in its {@code Message-ID}: every try of one mail carries the same
 * @param recipient the address as its owner wrote it
 * @param recipientName the display name beside the address; null for none
 * @param language of the texts, a BCP 47 tag
 */
public record OutgoingMail(
        UUID id,
        String recipient,
        @Nullable String recipientName,
        String subject,
        String text,
        String html,
        String language) {}
