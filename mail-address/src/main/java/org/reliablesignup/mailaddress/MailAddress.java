package org.reliablesignup.mailaddress;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A mail address (RFC 5321 section 4.1.2, RFC 6531 section 3.3): local part in any script, quoted or not; domain with at least
 * two labels, internationalised or not. Immutable. Whether anybody reads it, only a mail can tell.
 */
public final class MailAddress {

    /** The longest local part, in octets of UTF-8 (RFC 5321 section 4.5.3.1.1). */
    public static final int MAX_LOCAL_PART = 64;

    /** The longest address, in octets of UTF-8: what fits between the brackets of a path (RFC 5321 section 4.5.3.1.3). */
    public static final int MAX_LENGTH = 254;

    private final String localPart;
    private final String domain;

    private MailAddress(String localPart, String domain) {
        this.localPart = localPart;
        this.domain = domain;
    }

    /** @throws NoMailAddressException if it is none; space around it is not forgiven */
    public static MailAddress parse(String text) {
        int at = text.lastIndexOf('@');
        // First of all: what follows takes time that grows with the length.
        if (text.length() > MAX_LENGTH || at > MAX_LOCAL_PART) {
            throw NoMailAddressException.tooLong();
        }
        if (at < 1 || text.codePoints().anyMatch(Unseen::is)) {
            throw NoMailAddressException.malformed();
        }
        String localPart = LocalPart.canonical(text.substring(0, at));
        MailAddress address = new MailAddress(localPart, Domain.canonical(text.substring(at + 1)));
        if (isTooLong(text.substring(0, at), MAX_LOCAL_PART)
                || isTooLong(localPart, MAX_LOCAL_PART)
                || isTooLong(text, MAX_LENGTH)
                || isTooLong(address.canonical(), MAX_LENGTH)) {
            throw NoMailAddressException.tooLong();
        }
        return address;
    }

    /**
     * Equal for two spellings of one address, and only for those; also the form to send to. The domain as A-labels in lower
     * case; the local part with its case, which is the receiver's affair (RFC 5321 section 2.4), in quotes only where it needs
     * them (RFC 5321 section 4.1.2), in NFC (RFC 6532 section 3.1).
     *
     * @return at most {@value #MAX_LENGTH} octets
     */
    public String canonical() {
        return localPart + "@" + domain;
    }

    /** Whether only a server that offers SMTPUTF8 takes it (RFC 6531 section 3.2). */
    public boolean needsSmtpUtf8() {
        return localPart.chars().anyMatch(character -> character > 0x7F);
    }

    /** As A-labels in lower case. */
    public String domain() {
        return domain;
    }

    private static boolean isTooLong(String text, int octets) {
        return text.getBytes(UTF_8).length > octets;
    }
}
