package org.reliablesignup.events;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The events there are, each with its name on the wire and its home.
 *
 * <p>The name carries the major version. A change that old readers survive (a new optional field) keeps it; any other
 * change is a new type, published beside the old one until nobody reads that any more.
 */
public enum EventType {
    ACCOUNT_CREATED("account.created", 1, AccountCreated.class, Topics.ACCOUNT_EVENTS, Sources.ACCOUNT_SERVICE),
    ACCOUNT_CONFIRMED("account.confirmed", 1, AccountConfirmed.class, Topics.ACCOUNT_EVENTS, Sources.ACCOUNT_SERVICE),
    CONFIRMATION_MAIL_REQUESTED(
            "confirmation-mail.requested",
            1,
            ConfirmationMailRequested.class,
            Topics.ACCOUNT_EVENTS,
            Sources.ACCOUNT_SERVICE),
    ACCOUNT_ERASED("account.erased", 1, AccountErased.class, Topics.ACCOUNT_EVENTS, Sources.ACCOUNT_SERVICE),
    CONFIRMATION_MAIL_QUEUED(
            "confirmation-mail.queued", 1, ConfirmationMailQueued.class, Topics.MAIL_EVENTS, Sources.EMAIL_SERVICE),
    CONFIRMATION_MAIL_SENT(
            "confirmation-mail.sent", 1, ConfirmationMailSent.class, Topics.MAIL_EVENTS, Sources.EMAIL_SERVICE),
    CONFIRMATION_MAIL_REJECTED(
            "confirmation-mail.rejected", 1, ConfirmationMailRejected.class, Topics.MAIL_EVENTS, Sources.EMAIL_SERVICE),
    CONFIRMATION_MAIL_EXPIRED(
            "confirmation-mail.expired", 1, ConfirmationMailExpired.class, Topics.MAIL_EVENTS, Sources.EMAIL_SERVICE),
    CONFIRMATION_MAIL_OUTCOME_UNKNOWN(
            "confirmation-mail.outcome-unknown",
            1,
            ConfirmationMailOutcomeUnknown.class,
            Topics.MAIL_EVENTS,
            Sources.EMAIL_SERVICE);

    private final String name;
    private final int majorVersion;
    private final Class<? extends Event> record;
    private final String topic;
    private final String source;

    EventType(String name, int majorVersion, Class<? extends Event> record, String topic, String source) {
        this.name = name;
        this.majorVersion = majorVersion;
        this.record = record;
        this.topic = topic;
        this.source = source;
    }

    /** The type of that event. */
    public static EventType of(Event event) {
        return Arrays.stream(values())
                .filter(type -> type.record.isInstance(event))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no event type for " + event.getClass()));
    }

    /** The type with that {@link #wireName()}, if there is one. */
    static Optional<EventType> named(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(wireName))
                .findFirst();
    }

    /** Whether the name is known in another major version. */
    static boolean isOtherVersionOfKnownType(String wireName) {
        return Arrays.stream(values()).anyMatch(type -> wireName.matches(Pattern.quote(type.name) + "\\.v\\d+"));
    }

    /** The name on the wire, such as {@code account.created.v1} ({@code ce_type}). */
    public String wireName() {
        return name + ".v" + majorVersion;
    }

    /** Where such events are published. */
    public String topic() {
        return topic;
    }

    /** Who publishes them, a URI reference ({@code ce_source}). */
    public String source() {
        return source;
    }

    Class<? extends Event> record() {
        return record;
    }

    private static final class Sources {
        static final String ACCOUNT_SERVICE = "/account-service";
        static final String EMAIL_SERVICE = "/email-service";
    }
}
