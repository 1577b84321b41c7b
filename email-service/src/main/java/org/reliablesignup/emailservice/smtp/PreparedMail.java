package org.reliablesignup.emailservice.smtp;

import jakarta.mail.Address;
import jakarta.mail.internet.MimeMessage;

/** A mail in the form that goes on the wire, and its envelope. */
record PreparedMail(MimeMessage message, Address[] recipients) {}
