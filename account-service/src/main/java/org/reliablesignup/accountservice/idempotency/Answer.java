package org.reliablesignup.accountservice.idempotency;

/**
 * An answer to be given again as it is.
 *
 * @param location where to find what was made
 * @param body its bytes; whoever has the answer leaves them alone
 */
public record Answer(String location, byte[] body) {}
