package org.reliablesignup.faults;

import java.time.Instant;

/** A mail that the server took responsibility for. */
record AcceptedMail(String messageId, String recipient, Instant at) {}
