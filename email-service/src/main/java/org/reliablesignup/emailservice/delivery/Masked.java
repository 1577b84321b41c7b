package org.reliablesignup.emailservice.delivery;

import java.util.regex.Pattern;

/** What may be logged of what is personal. */
final class Masked {

    /** Quoted or not (RFC 5321 section 4.1.2). */
    private static final Pattern LOCAL_PART = Pattern.compile("(?:(\")(?:[^\"\\\\]|\\\\.)*\"|([^\\s<@])[^\\s<@]*)@");

    private Masked() {}

    /** {@code zoe@example.com} as {@code z***@example.com}. */
    static String address(String address) {
        int at = address.lastIndexOf('@');
        return at < 1 ? "***" : address.substring(0, address.offsetByCodePoints(0, 1)) + "***" + address.substring(at);
    }

    /** The text with all addresses in it masked. */
    static String text(String text) {
        return LOCAL_PART.matcher(text).replaceAll("$1$2***@");
    }
}
