package org.reliablesignup.accountservice;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.reliablesignup.confirmation.ConfirmationKeys;
import org.reliablesignup.confirmation.TokenMinter;

/** What email-service puts into its links. */
final class Tokens {

    private static final String KEY_ID = "test";
    private static final String KEY = "dGhlc2UgMzIgYnl0ZXMgYXJlIGZvciB0ZXN0cyBvbmx5";

    private Tokens() {}

    /** In the form that a program posts. */
    static String confirmation(UUID account, String address, Clock clock) {
        TokenMinter minter =
                new TokenMinter(ConfirmationKeys.of(Map.of(KEY_ID, KEY)), KEY_ID, Duration.ofHours(48), clock);
        return "{\"token\":\"%s\"}".formatted(minter.mint(account, address).text());
    }
}
