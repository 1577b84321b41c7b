package org.reliablesignup.events;

import java.util.regex.Pattern;

/** The one form of a UUID that is read: RFC 9562 section 4. {@code UUID.fromString} also takes {@code 1-1-1-1-1}. */
final class CanonicalUuid {

    private static final Pattern FORM = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private CanonicalUuid() {}

    static boolean matches(String text) {
        return FORM.matcher(text).matches();
    }
}
