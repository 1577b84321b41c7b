package org.reliablesignup.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cases as data, one in each line, columns divided by {@code " ; "}. What cannot be seen is spelled: {@code {U+200B}} is a code
 * point, {@code {64×a}} a text so many times.
 */
final class CaseTable {

    private static final Pattern CODE_POINT = Pattern.compile("\\{U\\+(\\p{XDigit}{4,6})}");
    private static final Pattern REPEATED = Pattern.compile("\\{(\\d+)×([^}]+)}");

    private static final int SEEN = 80;

    private CaseTable() {}

    static List<String[]> read(String name) {
        try (InputStream in = Objects.requireNonNull(CaseTable.class.getResourceAsStream("/cases/" + name), name)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .map(line -> line.split(" ; ", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String spelledOut(String text) {
        String seen = CODE_POINT
                .matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 16))));
        return REPEATED.matcher(seen)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(2).repeat(Integer.parseInt(match.group(1)))));
    }

    /** The reverse of {@link #spelledOut}, cut where it gets long. */
    static String visible(String text) {
        StringBuilder seen = new StringBuilder();
        text.codePoints().limit(SEEN).forEach(point -> {
            if (isSeen(point)) {
                seen.appendCodePoint(point);
            } else {
                seen.append("{U+%04X}".formatted(point));
            }
        });
        int length = text.codePointCount(0, text.length());
        return length > SEEN ? seen + "… (" + length + ")" : seen.toString();
    }

    private static boolean isSeen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }
}
