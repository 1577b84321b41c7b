package org.reliablesignup.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One event of each type: those that the golden files hold. */
final class EventFixtures {

    static final UUID ACCOUNT = UUID.fromString("01932f6a-8b1d-7a3e-8f52-3c1d9e0b4a01");
    static final UUID EVENT = UUID.fromString("01932f6a-8b1d-7a3e-8f52-3c1d9e0b4a02");
    private static final Instant CREATED = Instant.parse("2026-03-01T10:15:30.123456Z");
    private static final Instant A_SECOND_LATER = Instant.parse("2026-03-01T10:15:31Z");

    private EventFixtures() {}

    static AccountCreated anAccountCreated() {
        return new AccountCreated(EVENT, ACCOUNT, CREATED, "Zoë Ångström 🦉", "zoe+news@example.com", "de-AT", false);
    }

    static Event anEvent(EventType type) {
        return switch (type) {
            case ACCOUNT_CREATED -> anAccountCreated();
            case ACCOUNT_CONFIRMED ->
                new AccountConfirmed(
                        UUID.fromString("01932f6c-1c2a-7b4d-a0e1-77f2c3d4e5f6"),
                        ACCOUNT,
                        Instant.parse("2026-03-01T10:17:12.654321Z"),
                        "Zoë Ångström 🦉",
                        "zoe+news@example.com",
                        "de-AT");
            case CONFIRMATION_MAIL_REQUESTED ->
                new ConfirmationMailRequested(
                        UUID.fromString("01932f6b-95f4-7e11-b3a7-1d2c3b4a5f60"),
                        ACCOUNT,
                        Instant.parse("2026-03-01T10:16:38.388Z"),
                        "Zoë Ångström 🦉",
                        "zoe+news@example.com",
                        "de-AT",
                        true);
            case ACCOUNT_ERASED ->
                new AccountErased(
                        UUID.fromString("01932f72-90aa-7d15-b3c8-2f6e81d407b3"),
                        ACCOUNT,
                        Instant.parse("2026-03-01T10:24:16.000001Z"));
            case CONFIRMATION_MAIL_QUEUED ->
                new ConfirmationMailQueued(mailEvent("2c01"), ACCOUNT, A_SECOND_LATER, EVENT, "17@email-service-1");
            case CONFIRMATION_MAIL_SENT -> sent("250 2.0.0 Ok: queued as 4b7XkT2");
            case CONFIRMATION_MAIL_REJECTED -> rejected("550 5.1.1 <z***@example.com>: Recipient address rejected");
            case CONFIRMATION_MAIL_EXPIRED ->
                new ConfirmationMailExpired(mailEvent("2c04"), ACCOUNT, A_SECOND_LATER, EVENT);
            case CONFIRMATION_MAIL_OUTCOME_UNKNOWN ->
                new ConfirmationMailOutcomeUnknown(mailEvent("2c05"), ACCOUNT, A_SECOND_LATER, EVENT);
        };
    }

    /** The one that a golden file holds: older ones do not tell everything. */
    static Event theEventIn(String goldenFile, EventType type) {
        return switch (goldenFile) {
            case "confirmation-mail.sent.v1/0.1.0.json" -> sent(null);
            case "confirmation-mail.rejected.v1/0.1.0.json" -> rejected(null);
            default -> anEvent(type);
        };
    }

    private static Event sent(@Nullable String reply) {
        return new ConfirmationMailSent(mailEvent("2c02"), ACCOUNT, A_SECOND_LATER, EVENT, reply);
    }

    private static Event rejected(@Nullable String reply) {
        return new ConfirmationMailRejected(mailEvent("2c03"), ACCOUNT, A_SECOND_LATER, EVENT, reply);
    }

    private static UUID mailEvent(String end) {
        return UUID.fromString("01932f6a-8b1e-7c40-9d11-5a0e6f2b" + end);
    }
}
