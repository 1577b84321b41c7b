package org.reliablesignup.emailservice.text;

import java.util.regex.Pattern;

/** Makes the words of others harmless where nothing is escaped. Thread-safe. */
public final class PlainText {

    /** Control characters, line ends, half surrogate pairs, and what turns the direction of writing around. */
    private static final Pattern NOT_PLAIN =
            Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\s\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]+");

    private PlainText() {}

    /** The text in one line, each run of what does not belong there as one space. */
    public static String oneLine(String text) {
        return NOT_PLAIN.matcher(text).replaceAll(" ").strip();
    }
}
