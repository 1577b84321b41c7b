package org.reliablesignup.emailservice.smtp;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Reads the key that mails are signed with. */
final class DkimKey {

    /** What signers should have (RFC 8301 section 3.2). */
    private static final int MIN_BITS = 2048;

    private DkimKey() {}

    static boolean isUsable(String text) {
        try {
            return read(text).getModulus().bitLength() >= MIN_BITS;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Line breaks may be missing, as environments lose them.
     *
     * @throws IllegalArgumentException if it is no Base64
     */
    static RSAPrivateKey read(String text) throws GeneralSecurityException {
        String base64 = text.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s+|\\\\n", "");
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
        if (KeyFactory.getInstance("RSA").generatePrivate(encoded) instanceof RSAPrivateKey key) {
            return key;
        }
        throw new InvalidKeySpecException("not RSA");
    }
}
