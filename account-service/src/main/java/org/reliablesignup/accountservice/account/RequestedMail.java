package org.reliablesignup.accountservice.account;

import java.time.Instant;
import java.util.UUID;

/**
 * A mail that was asked for.
 *
 * @param id names the mail in whatever is told of it
 */
public record RequestedMail(UUID id, UUID accountId, Instant requestedAt) {}
