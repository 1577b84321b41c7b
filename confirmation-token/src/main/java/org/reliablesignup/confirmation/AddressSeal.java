package org.reliablesignup.confirmation;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.SecretKey;

/**
 * Binds a token to an address without telling which: a keyed hash, so that nobody who reads the token can try addresses
 * out. Immutable.
 */
public final class AddressSeal {

    static final int BYTES = 16;

    private final SecretKey key;
    private final UUID accountId;
    private final byte[] hash;

    AddressSeal(SecretKey key, UUID accountId, byte[] hash) {
        this.key = key;
        this.accountId = accountId;
        this.hash = hash;
    }

    static byte[] hash(SecretKey key, UUID accountId, String address) {
        // No token begins so: what is signed here is never taken for one.
        return Arrays.copyOf(Mac.of(key, "address " + accountId + " " + address), BYTES);
    }

    /** Whether the token was minted for this address, to the letter. */
    public boolean fits(String address) {
        return MessageDigest.isEqual(hash(key, accountId, address), hash);
    }
}
