package org.reliablesignup.confirmation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.SecretKey;

/** HMAC-SHA-256 (RFC 2104, FIPS 180-4). */
final class Mac {

    static final String ALGORITHM = "HmacSHA256";

    private Mac() {}

    static byte[] of(SecretKey key, String text) {
        try {
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
