package org.reliablesignup.emailservice.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the words of others harmless where nothing is escaped, and where mail readers make links of what looks like one.
 * Thread-safe.
 */
public final class PlainText {

    /** Control characters, line ends, half surrogate pairs, and what turns the direction of writing around. */
    private static final Pattern NOT_PLAIN =
            Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\s\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]+");

    /**
     * What joins the parts of a domain, an address or a share, or follows a scheme; wide forms too, since browsers map them (UTS
     * 46). But not the dot between two initials, as in J.R.R., which makes no domain.
     */
    private static final Pattern JOINT = Pattern.compile(
            "(?<initial>(?<![\\p{L}\\p{N}\\p{M}])\\p{L}\\p{M}*+\\.(?=\\p{L}\\p{M}*+(?![\\p{L}\\p{N}\\p{Cf}])))"
                    + "|[.\\\\@\\x{2024}\\x{3002}\\x{FE52}\\x{FE6B}\\x{FF0E}\\x{FF20}\\x{FF61}](?=\\p{Cf}*[\\p{L}\\p{N}])"
                    + "|[:\\x{FE55}\\x{FF1A}](?=\\S)");

    private static final Pattern MAY_HOLD_A_LINK = Pattern.compile("[\\s\"/\\\\:]");

    private PlainText() {}

    /** The text in one line, each run of what does not belong there as one space. */
    public static String oneLine(String text) {
        return isOneLine(text) ? text : NOT_PLAIN.matcher(text).replaceAll(" ").strip();
    }

    /** In one line; {@code evil.example} becomes {@code evil. example}, {@code Dr.med.} becomes {@code Dr. med.} */
    public static String withoutLinks(String text) {
        String line = oneLine(text);
        return hasNoJoint(line)
                ? line
                : JOINT.matcher(line)
                        .replaceAll(joint -> Matcher.quoteReplacement(
                                joint.group("initial") == null ? joint.group() + " " : joint.group()));
    }

    /** In one line; an address is a link to its owner, but what stands in its quotes or before a slash may be another. */
    public static String address(String text) {
        return MAY_HOLD_A_LINK.matcher(text).find() ? withoutLinks(text) : oneLine(text);
    }

    /** Most are; what is not plain ASCII is left to the patterns. */
    private static boolean isOneLine(String text) {
        char last = ' ';
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || character > '~' || (character == ' ' && last == ' ')) {
                return false;
            }
            last = character;
        }
        return last != ' ';
    }

    private static boolean hasNoJoint(String line) {
        return line.chars().allMatch(character -> character <= '~' && ".\\@:".indexOf(character) < 0);
    }
}
