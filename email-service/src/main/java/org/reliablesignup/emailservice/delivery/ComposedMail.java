package org.reliablesignup.emailservice.delivery;

/**
 * What a mail says.
 *
 * @param subject one line
 * @param language that the texts are in, a BCP 47 tag
 */
public record ComposedMail(String subject, String text, String html, String language) {}
