package org.reliablesignup.confirmation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** Mints tokens. Each is good for one account and one address, and says so to nobody without the keys. Thread-safe. */
public final class TokenMinter {

    private final SecretKey key;
    private final String keyId;
    private final Duration validFor;
    private final Clock clock;

    /**
     * @param currentKey the id of the key that new tokens are signed with
     * @param validFor from the minting on
     * @throws UnusableKeysException if there is no such key
     */
    public TokenMinter(ConfirmationKeys keys, @Nullable String currentKey, Duration validFor, Clock clock) {
        this.keyId = currentKey == null ? "" : currentKey;
        this.key = keys.current(keyId);
        this.validFor = validFor;
        this.clock = clock;
    }

    /** @param address as the account has it, to the letter */
    public MintedToken mint(UUID accountId, String address) {
        Instant expiresAt = clock.instant().plus(validFor).truncatedTo(ChronoUnit.SECONDS);
        byte[] addressHash = AddressSeal.hash(key, accountId, address);
        Token token = Token.sign(keyId, key, new Token.Content(accountId, expiresAt, addressHash));
        return new MintedToken(token.text(), expiresAt);
    }
}
