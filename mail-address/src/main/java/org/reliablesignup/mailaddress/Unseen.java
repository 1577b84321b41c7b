package org.reliablesignup.mailaddress;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/** Characters that nobody sees, so that two addresses could look alike, or that no Unicode text has. */
final class Unseen {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int TEXT_STYLE = 0xFE0E;
    private static final int EMOJI_STYLE = 0xFE0F;

    private Unseen() {}

    static boolean is(int codePoint) {
        return switch (codePoint) {
            // Persian, Sinhala and emoji are not written without them.
            case ZERO_WIDTH_NON_JOINER, ZERO_WIDTH_JOINER, TEXT_STYLE, EMOJI_STYLE -> false;
            case ' ' -> false;
            default -> isUnseen(codePoint);
        };
    }

    private static boolean isUnseen(int codePoint) {
        return switch (UCharacter.getType(codePoint)) {
            case UCharacter.CONTROL,
                    UCharacter.FORMAT,
                    UCharacter.SURROGATE,
                    UCharacter.PRIVATE_USE,
                    UCharacter.UNASSIGNED,
                    UCharacter.SPACE_SEPARATOR,
                    UCharacter.LINE_SEPARATOR,
                    UCharacter.PARAGRAPH_SEPARATOR -> true;
            default -> UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
        };
    }
}
