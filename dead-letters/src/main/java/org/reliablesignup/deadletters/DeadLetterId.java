package org.reliablesignup.deadletters;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where a dead letter lies in its topic, written {@code partition-offset}. */
public record DeadLetterId(int partition, long offset) {

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static DeadLetterId valueOf(String text) {
        String[] parts = text.split("-", 2);
        if (parts.length != 2 || !text.matches("\\d{1,9}-\\d{1,18}")) {
            throw new IllegalArgumentException("a dead letter is named partition-offset");
        }
        return new DeadLetterId(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
    }

    @Override
    @JsonValue
    public String toString() {
        return partition + "-" + offset;
    }
}
