package org.reliablesignup.accountservice.account;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.events.AccountCreated;

/**
 * A mail address (RFC 5321 section 4.1.2) as its owner writes it: local part in ASCII, quoted or not; domain with at least two
 * labels, internationalised or not (RFC 5891). Whether anybody reads it, only a mail can tell.
 */
public record EmailAddress(String value) {

    private static final int MAX_LOCAL_PART = 64;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern DOT_STRING = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
    private static final Pattern QUOTED_STRING = Pattern.compile("\"([ !#-\\[\\]-~]|\\\\[ -~])*\"");
    private static final Pattern QUOTED_PAIR = Pattern.compile("\\\\(.)");
    private static final Pattern NEEDS_BACKSLASH = Pattern.compile("[\"\\\\]");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** @throws InvalidValueException if it is not one */
    public static EmailAddress of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw InvalidValueException.required();
        }
        String address = text.strip();
        int at = address.lastIndexOf('@');
        // First of all: what follows takes time or stack that grows with the length.
        if (at > MAX_LOCAL_PART || address.length() > AccountCreated.MAX_EMAIL) {
            throw tooLong();
        }
        if (at < 1 || !isLocalPart(address.substring(0, at))) {
            throw malformed();
        }
        String domain = asciiDomain(address.substring(at + 1));
        if (at + 1 + domain.length() > AccountCreated.MAX_EMAIL) {
            throw tooLong();
        }
        return new EmailAddress(address);
    }

    /**
     * Equal for two spellings of one address, and only for those: the domain as A-labels in lower case, the local part as given
     * (its case is the receiver's affair, RFC 5321 section 2.4), in quotes only where it needs them (RFC 5321 section 4.1.2).
     *
     * @return at most {@value AccountCreated#MAX_EMAIL} characters
     */
    public String canonical() {
        int at = value.lastIndexOf('@');
        return plainest(value.substring(0, at)) + "@" + asciiDomain(value.substring(at + 1));
    }

    /** Enough to recognise one's own address, too little to write to it: {@code a***@example.com}. */
    public String masked() {
        return value.charAt(0) + "***" + value.substring(value.lastIndexOf('@'));
    }

    /** Masked, so that no log shows it by accident. */
    @Override
    public String toString() {
        return masked();
    }

    private static boolean isLocalPart(String text) {
        return DOT_STRING.matcher(text).matches() || QUOTED_STRING.matcher(text).matches();
    }

    private static String plainest(String localPart) {
        if (!localPart.startsWith("\"")) {
            return localPart;
        }
        String content = QUOTED_PAIR
                .matcher(localPart.substring(1, localPart.length() - 1))
                .replaceAll("$1");
        return DOT_STRING.matcher(content).matches()
                ? content
                : '"' + NEEDS_BACKSLASH.matcher(content).replaceAll("\\\\$0") + '"';
    }

    private static String asciiDomain(String domain) {
        // RFC 3490 takes them out without a word: two addresses that look and work alike would be told apart.
        if (domain.codePoints().anyMatch(c -> Character.getType(c) == Character.FORMAT)) {
            throw malformed();
        }
        String ascii;
        try {
            ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        String[] labels = ascii.split("\\.", -1);
        boolean labelsAreValid = true;
        for (String label : labels) {
            labelsAreValid &= LABEL.matcher(label).matches();
        }
        if (labels.length < 2
                || !labelsAreValid
                || NUMBER.matcher(labels[labels.length - 1]).matches()) {
            throw malformed();
        }
        return ascii;
    }

    private static InvalidValueException tooLong() {
        return InvalidValueException.tooLong(
                "at most %d characters before the @ and %d in all".formatted(MAX_LOCAL_PART, AccountCreated.MAX_EMAIL));
    }

    private static InvalidValueException malformed() {
        return InvalidValueException.malformed("must be a mail address such as name@example.com");
    }
}
