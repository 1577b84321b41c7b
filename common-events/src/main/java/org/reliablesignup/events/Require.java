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

    /** Refuses what a database or a mail would refuse later, when it can no longer be told to anybody. */
    static void text(String component, @Nullable String value, int maxLength) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(component + " is missing or blank");
        }
        if (value.codePointCount(0, value.length()) > maxLength) {
            throw new IllegalArgumentException(component + " is longer than " + maxLength + " characters");
        }
        if (value.codePoints().anyMatch(Require::isControlOrHalfACharacter)) {
            throw new IllegalArgumentException(component + " has a control character or half a surrogate pair");
        }
    }

    private static boolean isControlOrHalfACharacter(int codePoint) {
        int category = Character.getType(codePoint);
        return category == Character.CONTROL || category == Character.SURROGATE;
    }
}
