package org.reliablesignup.outbox;

import java.time.Instant;
import java.util.UUID;
import org.reliablesignup.events.AccountCreated;

/** Events to publish. */
final class Events {

    private Events() {}

    static AccountCreated anEvent() {
        return anEventOf(UUID.randomUUID());
    }

    static AccountCreated anEventOf(UUID account) {
        return new AccountCreated(
                UUID.randomUUID(),
                account,
                Instant.parse("2026-01-02T03:04:05.678901Z"),
                "Ada",
                "ada@example.com",
                "en",
                false);
    }
}
