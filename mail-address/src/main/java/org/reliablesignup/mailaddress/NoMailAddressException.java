package org.reliablesignup.mailaddress;

/** A text is not a mail address. The message says what would be, and never repeats the text. */
public final class NoMailAddressException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean tooLong;

    private NoMailAddressException(boolean tooLong, String message) {
        super(message);
        this.tooLong = tooLong;
    }

    static NoMailAddressException tooLong() {
        return new NoMailAddressException(
                true,
                "must have at most %d bytes before the @ and %d in all"
                        .formatted(MailAddress.MAX_LOCAL_PART, MailAddress.MAX_LENGTH));
    }

    static NoMailAddressException malformed() {
        return new NoMailAddressException(false, "must be a mail address such as name@example.com");
    }

    /** Whether its length is what is wrong. */
    public boolean isTooLong() {
        return tooLong;
    }
}
