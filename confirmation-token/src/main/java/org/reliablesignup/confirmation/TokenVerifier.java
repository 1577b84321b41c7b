package org.reliablesignup.confirmation;

import java.time.Clock;
import java.util.Optional;
import javax.crypto.SecretKey;

/** Tells whether a token is ours and still good. Thread-safe. */
public final class TokenVerifier {

    private final ConfirmationKeys keys;
    private final Clock clock;

    /** @param keys those of today, and older ones whose tokens are still to be taken */
    public TokenVerifier(ConfirmationKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Takes any text, however long. */
    public Verification verify(String text) {
        return Token.parse(text).map(this::verify).orElseGet(Verification.Foreign::new);
    }

    private Verification verify(Token token) {
        Optional<SecretKey> key = keys.find(token.keyId());
        if (key.isEmpty()) {
            return new Verification.UnknownKey(token.keyId());
        }
        if (!token.isSignedWith(key.get())) {
            return new Verification.Foreign();
        }
        Token.Content content = token.content();
        if (!clock.instant().isBefore(content.expiresAt())) {
            return new Verification.Expired(content.expiresAt());
        }
        AddressSeal address = new AddressSeal(key.get(), content.accountId(), content.addressHash());
        return new Verification.Valid(content.accountId(), address, content.expiresAt());
    }
}
