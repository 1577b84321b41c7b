package org.reliablesignup.mailaddress;

import com.ibm.icu.text.IDNA;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** A domain as browsers and registries read it: UTS 46, nontransitional, with the checks of RFC 5891 and RFC 5892. */
final class Domain {

    private static final IDNA UTS_46 = IDNA.getUTS46Instance(IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.CHECK_CONTEXTO
            | IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE);

    /** At least two labels, the last of them no number: {@code 127.0.0.1} is none. */
    private static final Pattern QUALIFIED = Pattern.compile("([^.]+\\.)+(?![0-9]+$)[^.]+");

    private Domain() {}

    static String canonical(String domain) {
        StringBuilder ascii = new StringBuilder();
        IDNA.Info info = new IDNA.Info();
        UTS_46.nameToASCII(domain, ascii, info);
        Set<IDNA.Error> errors = EnumSet.noneOf(IDNA.Error.class);
        errors.addAll(info.getErrors());
        // Such domains exist, though they should not (RFC 5891 section 4.2.3.1).
        errors.remove(IDNA.Error.HYPHEN_3_4);
        if (errors.remove(IDNA.Error.DOMAIN_NAME_TOO_LONG) | errors.remove(IDNA.Error.LABEL_TOO_LONG)) {
            throw NoMailAddressException.tooLong();
        }
        if (!errors.isEmpty() || !QUALIFIED.matcher(ascii).matches()) {
            throw NoMailAddressException.malformed();
        }
        return ascii.toString();
    }
}
