package org.reliablesignup.deadletters;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as an operator sees it.
 *
 * @param time when it became one
 * @param reason why it could not be read, a word for machines
 * @param message the same for people
 * @param key of the record, as text
 * @param cut what of the record is missing here, because the dead letter topic does not take it; null where all is here
 * @param size of the value in bytes; -1 where it is null
 */
public record DeadLetterView(
        DeadLetterId id,
        Instant time,
        @Nullable String reason,
        @Nullable String message,
        @Nullable String key,
        @Nullable String originalTopic,
        @Nullable String originalPartition,
        @Nullable String originalOffset,
        @Nullable String cut,
        int size) {

    /**
     * All of it.
     *
     * @param headers in their order; a name may come more than once
     * @param value the bytes as they came, in base64; null where they are
     */
    public record Whole(
            DeadLetterView letter,
            List<Header> headers,
            @Nullable String value) {

        /** Copies the list. */
        public Whole {
            headers = List.copyOf(headers);
        }
    }

    /** A header; the value as text. */
    public record Header(String name, @Nullable String value) {}
}
