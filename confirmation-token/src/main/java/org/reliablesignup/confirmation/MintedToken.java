package org.reliablesignup.confirmation;

import java.time.Instant;

/**
 * A token for its owner's eyes alone.
 *
 * @param text of characters that a URL takes as they are, at most 118
 * @param expiresAt from when on it is refused; whole seconds
 */
public record MintedToken(String text, Instant expiresAt) {

    /** Without the text, so that no log shows it by accident. */
    @Override
    public String toString() {
        return "token until " + expiresAt;
    }
}
