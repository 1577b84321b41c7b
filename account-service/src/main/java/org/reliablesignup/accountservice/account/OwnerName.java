package org.reliablesignup.accountservice.account;

import org.jspecify.annotations.Nullable;
import org.reliablesignup.events.AccountCreated;

/**
 * The name of a person, in any script: 1 to {@value AccountCreated#MAX_OWNER_NAME} code points, without space around it.
 * Characters that could break a line or turn the direction of the text around them are refused.
 */
public record OwnerName(String value) {

    /** @throws InvalidValueException if it is not one */
    public static OwnerName of(@Nullable String text) {
        if (text == null || text.codePoints().allMatch(OwnerName::isInvisible)) {
            throw InvalidValueException.required();
        }
        String name = text.strip();
        if (name.codePointCount(0, name.length()) > AccountCreated.MAX_OWNER_NAME) {
            throw InvalidValueException.tooLong("at most " + AccountCreated.MAX_OWNER_NAME + " characters");
        }
        if (name.codePoints().anyMatch(OwnerName::isHarmful)) {
            throw InvalidValueException.malformed("must not contain control characters, line breaks or "
                    + "characters that change the direction of the text");
        }
        return new OwnerName(name);
    }

    private static boolean isInvisible(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.getType(codePoint) == Character.FORMAT;
    }

    private static boolean isHarmful(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> isBidiControl(codePoint);
        };
    }

    /** Embeddings, overrides and isolates (UAX 9); the marks that only hint at a direction are harmless. */
    private static boolean isBidiControl(int codePoint) {
        return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }
}
