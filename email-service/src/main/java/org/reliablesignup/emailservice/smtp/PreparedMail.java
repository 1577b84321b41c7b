package org.reliablesignup.emailservice.smtp;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

/**
 * A mail in the form that goes on the wire, and its envelope.
 *
 * @param needsSmtpUtf8 whether only a server that offers SMTPUTF8 takes it (RFC 6531 section 3.2)
 */
record PreparedMail(MimeMessage message, InternetAddress recipient, boolean needsSmtpUtf8) {}
