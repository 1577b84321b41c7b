package org.reliablesignup.confirmation;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The secrets that tokens are signed with, by key id. Immutable; never shows a secret. */
public final class ConfirmationKeys {

    /** The shortest secret, in bytes: as long as what the hash gives (RFC 2104 section 3). */
    public static final int MIN_BYTES = 32;

    /** What an environment variable can spell as well as a property can. */
    static final Pattern KEY_ID = Pattern.compile("[a-z0-9]{1,16}");

    private static final String HOW_TO =
            "set it to at least %d random bytes in base64 (openssl rand -base64 32), the same for account-service and email-service"
                    .formatted(MIN_BYTES);

    private final Map<String, SecretKey> keys = new TreeMap<>();

    private ConfirmationKeys() {}

    /**
     * @param secrets base64 (RFC 4648 section 4) by key id, which is 1 to 16 lower-case letters or digits
     * @throws UnusableKeysException if there is none, or one of them cannot be used
     */
    public static ConfirmationKeys of(Map<String, String> secrets) {
        if (secrets.isEmpty()) {
            throw new UnusableKeysException("confirmation.keys.<key id> is missing: " + HOW_TO);
        }
        ConfirmationKeys result = new ConfirmationKeys();
        secrets.forEach((id, secret) -> result.keys.put(valid(id), key(id, secret)));
        return result;
    }

    Optional<SecretKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** @throws UnusableKeysException if there is no such key */
    SecretKey current(String id) {
        return find(id).orElseThrow(() -> new UnusableKeysException(
                "confirmation.current-key is missing or names no key: set it to one of the ids of confirmation.keys, "
                        + keys.keySet()));
    }

    /** The ids alone. */
    @Override
    public String toString() {
        return keys.keySet().toString();
    }

    private static String valid(String id) {
        if (!KEY_ID.matcher(id).matches()) {
            throw new UnusableKeysException(
                    "confirmation.keys has an id that cannot be used: name each key by 1 to 16 lower-case letters or digits");
        }
        return id;
    }

    private static SecretKey key(String id, String secret) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(secret.strip());
        } catch (IllegalArgumentException e) {
            throw new UnusableKeysException("confirmation.keys.%s is not base64: %s".formatted(id, HOW_TO));
        }
        if (bytes.length < MIN_BYTES) {
            throw new UnusableKeysException(
                    "confirmation.keys.%s has %d bytes: %s".formatted(id, bytes.length, HOW_TO));
        }
        return new SecretKeySpec(bytes, Mac.ALGORITHM);
    }
}
