package org.reliablesignup.emailservice.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What a mail says.
 *
 * @param recipientName the display name beside the recipient's address; null for none
 * @param subject one line
 * @param language that the texts are in, a BCP 47 tag
 */
public record ComposedMail(@Nullable String recipientName, String subject, String text, String html, String language) {}
