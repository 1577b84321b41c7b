package org.reliablesignup.events;

import org.jspecify.annotations.Nullable;

/** The checks that an event makes at its birth; what is read from the wire can lack anything. */
final class Require {

    private Require() {}

    static void notNull(String component, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(component + " is missing");
        }
    }

    static void notBlank(String component, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(component + " is missing or blank");
        }
    }
}
