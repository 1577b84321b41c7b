package org.reliablesignup.accountservice.progress;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a sign-up. Holds nothing personal. Immutable.
 *
 * @param at when, by the clock of whoever did it
 * @param mailId the mail that it is about, if it is about one and that is known
 * @param record where in the topics it is told, if it was read there
 * @param instance the process that did it, where that is told
 * @param reply the words of the mail server, where they are told
 * @param traceId the trace that the record belongs to (W3C Trace Context), if any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Step(
        Kind kind,
        Instant at,
        @Nullable UUID mailId,
        @Nullable Place record,
        @Nullable String instance,
        @Nullable String reply,
        @Nullable String traceId) {

    /** A step of which no more is known. */
    public static Step of(Kind kind, Instant at) {
        return new Step(kind, at, null, null, null, null, null);
    }

    /** The same step of the same mail, told once more. */
    boolean repeats(Step other) {
        return kind == other.kind && Objects.equals(mailId, other.mailId);
    }

    /** What can happen. */
    public enum Kind {
        /** The account and the request for its mail are in the database. */
        STORED,
        /** The broker has the request for a mail. */
        PUBLISHED,
        /** email-service has stored the mail. */
        QUEUED,
        /** The mail server answered 250. */
        SENT,
        /** The mail server refused it for good. */
        REJECTED,
        /** Given up after the horizon. */
        EXPIRED,
        /** Handed over, but the answer was lost. */
        UNKNOWN,
        /** The owner proved that the address is theirs. */
        CONFIRMED
    }

    /** A record in a topic. */
    public record Place(String topic, int partition, long offset, String key) {}
}
