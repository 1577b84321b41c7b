package org.reliablesignup.events;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened to an account, told to whoever wants to know. Immutable.
 *
 * <p>The three components below travel as CloudEvents attributes and the rest of a record as its JSON data; see {@link
 * EventCodec}.
 */
public sealed interface Event permits AccountEvent, MailEvent {

    /** Unique for all time, a UUIDv7; a repeated delivery carries the same one ({@code ce_id}). */
    UUID eventId();

    /** The account it is about; also the key of the record, so that order is kept per account ({@code ce_subject}). */
    UUID accountId();

    /** When it happened, in UTC, to the microsecond ({@code ce_time}). */
    Instant occurredAt();
}
