package org.reliablesignup.confirmation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;

/** A token as text: {@code v1.<key id>.<payload>.<mac>}, the last two base64url without padding (RFC 4648 section 5). */
record Token(String keyId, String payload, String mac) {

    private static final String VERSION = "v1";
    private static final int PAYLOAD_BYTES = 16 + Long.BYTES + AddressSeal.BYTES;
    private static final int MAX_LENGTH = 118;
    private static final Pattern FORM =
            Pattern.compile(VERSION + "\\.(" + ConfirmationKeys.KEY_ID + ")\\.([\\w-]{54})\\.([\\w-]{43})");

    /** What the payload says. */
    record Content(UUID accountId, Instant expiresAt, byte[] addressHash) {}

    static Token sign(String keyId, SecretKey key, Content content) {
        byte[] payload = ByteBuffer.allocate(PAYLOAD_BYTES)
                .putLong(content.accountId.getMostSignificantBits())
                .putLong(content.accountId.getLeastSignificantBits())
                .putLong(content.expiresAt.getEpochSecond())
                .put(content.addressHash)
                .array();
        String text = encode(payload);
        return new Token(keyId, text, mac(keyId, key, text));
    }

    /** Empty for what cannot be a token; says nothing yet of who made it. */
    static Optional<Token> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new Token(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    /** Compares texts and not bytes, of which base64 has more than one spelling; in constant time. */
    boolean isSignedWith(SecretKey key) {
        return MessageDigest.isEqual(mac(keyId, key, payload).getBytes(US_ASCII), mac.getBytes(US_ASCII));
    }

    /** Only of use once the signature was found good. */
    Content content() {
        ByteBuffer buffer = ByteBuffer.wrap(Base64.getUrlDecoder().decode(payload));
        UUID accountId = new UUID(buffer.getLong(), buffer.getLong());
        Instant expiresAt = Instant.ofEpochSecond(buffer.getLong());
        byte[] addressHash = new byte[AddressSeal.BYTES];
        buffer.get(addressHash);
        return new Content(accountId, expiresAt, addressHash);
    }

    String text() {
        return signed(keyId, payload) + "." + mac;
    }

    private static String mac(String keyId, SecretKey key, String payload) {
        return encode(Mac.of(key, signed(keyId, payload)));
    }

    private static String signed(String keyId, String payload) {
        return VERSION + "." + keyId + "." + payload;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
