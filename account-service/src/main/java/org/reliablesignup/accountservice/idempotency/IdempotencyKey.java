package org.reliablesignup.accountservice.idempotency;

import java.util.regex.Pattern;
import org.reliablesignup.accountservice.fingerprint.Fingerprint;

/** What a client calls a request by, to be recognised when it sends it again: 1 to 255 visible ASCII characters. */
public record IdempotencyKey(String value) {

    private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,255}");

    /** @throws IllegalArgumentException if the value is not one */
    public IdempotencyKey {
        if (!VISIBLE.matcher(value).matches()) {
            throw new IllegalArgumentException("not 1 to 255 visible ASCII characters");
        }
    }

    /** What is stored: of one length, and nothing of what a client may have put into a key. */
    String hash() {
        return Fingerprint.of(value).value();
    }
}
