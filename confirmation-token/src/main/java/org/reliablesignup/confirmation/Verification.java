package org.reliablesignup.confirmation;

import java.time.Instant;
import java.util.UUID;

/** What a {@link TokenVerifier} found. */
public sealed interface Verification {

    /**
     * Signed by us and not yet expired.
     *
     * @param address to be compared with that of the account
     */
    record Valid(UUID accountId, AddressSeal address, Instant expiresAt) implements Verification {}

    /** Signed by us, and too old. */
    record Expired(Instant expiredAt) implements Verification {}

    /** Has the form of a token and names a key that is not, or no longer, among ours. */
    record UnknownKey(String keyId) implements Verification {}

    /** Made by somebody else, changed on its way, or no token at all. */
    record Foreign() implements Verification {}
}
