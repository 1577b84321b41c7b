package org.reliablesignup.testing;

import java.util.List;
import java.util.Locale;

/**
 * An HTTP answer as it came.
 *
 * @param headers each line of them, as {@code name: value}
 */
public record RawAnswer(int status, List<String> headers, String body) {

    /** All values of the header, none if it is not there. */
    public List<String> values(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return headers.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .toList();
    }
}
