package org.reliablesignup.accountservice.account;

/** A value that the owner gave is not acceptable. The message says what would be, and never repeats the value. */
public final class InvalidValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    private InvalidValueException(String code, String message) {
        super(message);
        this.code = code;
    }

    static InvalidValueException required() {
        return new InvalidValueException("required", "is required");
    }

    /** It is not even text. */
    public static InvalidValueException notText() {
        return new InvalidValueException("wrong-type", "must be a string");
    }

    static InvalidValueException tooLong(String limit) {
        return new InvalidValueException("too-long", "must have " + limit);
    }

    static InvalidValueException malformed(String expectation) {
        return new InvalidValueException("malformed", expectation);
    }

    /** What is wrong, for programs: stable, in kebab case. */
    public String code() {
        return code;
    }

    /** What is wrong, for people. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
