package org.reliablesignup.mailaddress;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** What stands before the @: a dot-string, or a quoted string (RFC 5321 section 4.1.2, RFC 6531 section 3.3). */
final class LocalPart {

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-[^\\x00-\\x7F]]+";
    private static final Pattern DOT_STRING = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
    private static final Pattern QUOTED_STRING = Pattern.compile("\"([ !#-\\[\\]-~[^\\x00-\\x7F]]|\\\\[ -~])*+\"");
    private static final Pattern QUOTED_PAIR = Pattern.compile("\\\\(.)");
    private static final Pattern NEEDS_BACKSLASH = Pattern.compile("[\"\\\\]");
    private static final Pattern DELIMITER = Pattern.compile("[\\x00- \"(),.:;<>@\\[\\\\\\]\\x7F]");

    private LocalPart() {}

    static String canonical(String text) {
        if (text.codePoints().anyMatch(LocalPart::looksLikeADelimiter)) {
            throw NoMailAddressException.malformed();
        }
        if (DOT_STRING.matcher(text).matches()) {
            return Normalizer.normalize(text, Normalizer.Form.NFC);
        }
        if (!QUOTED_STRING.matcher(text).matches()) {
            throw NoMailAddressException.malformed();
        }
        String content = Normalizer.normalize(
                QUOTED_PAIR.matcher(text.substring(1, text.length() - 1)).replaceAll("$1"), Normalizer.Form.NFC);
        return DOT_STRING.matcher(content).matches()
                ? content
                : '"' + NEEDS_BACKSLASH.matcher(content).replaceAll("\\\\$0") + '"';
    }

    /** Whoever normalises to NFKC on the way would make another address of it: a full-width @, dots, brackets. */
    private static boolean looksLikeADelimiter(int codePoint) {
        return codePoint > 0x7F
                && DELIMITER
                        .matcher(Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC))
                        .find();
    }
}
