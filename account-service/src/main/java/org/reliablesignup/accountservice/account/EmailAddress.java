package org.reliablesignup.accountservice.account;

import org.jspecify.annotations.Nullable;
import org.reliablesignup.mailaddress.MailAddress;
import org.reliablesignup.mailaddress.NoMailAddressException;

/** A {@linkplain MailAddress mail address} as its owner writes it. Whether anybody reads it, only a mail can tell. */
public record EmailAddress(String value) {

    /** @throws InvalidValueException if it is not one */
    public static EmailAddress of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw InvalidValueException.required();
        }
        String address = text.strip();
        try {
            MailAddress.parse(address);
        } catch (NoMailAddressException e) {
            throw e.isTooLong()
                    ? tooLong()
                    : InvalidValueException.malformed("must be a mail address such as name@example.com");
        }
        return new EmailAddress(address);
    }

    /**
     * Equal for two spellings of one address, and only for those.
     *
     * @return at most {@value MailAddress#MAX_LENGTH} octets
     * @see MailAddress#canonical()
     */
    public String canonical() {
        return MailAddress.parse(value).canonical();
    }

    /** Enough to recognise one's own address, too little to write to it: {@code a***@example.com}. */
    public String masked() {
        return value.substring(0, value.offsetByCodePoints(0, 1)) + "***" + value.substring(value.lastIndexOf('@'));
    }

    /** Masked, so that no log shows it by accident. */
    @Override
    public String toString() {
        return masked();
    }

    private static InvalidValueException tooLong() {
        return InvalidValueException.tooLong("at most %d bytes before the @ and %d in all"
                .formatted(MailAddress.MAX_LOCAL_PART, MailAddress.MAX_LENGTH));
    }
}
