package org.reliablesignup.events;

/**
 * A record that no repetition will make readable; it belongs on the dead letter topic.
 *
 * <p>Neither the message nor a cause quotes the record, so it can be logged and put into a header.
 */
public final class UnreadableEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    UnreadableEventException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What is wrong, in a form fit for a header or a metric. */
    public Reason reason() {
        return reason;
    }

    /** Why a record cannot be read. The message beside it names the header or field. */
    public enum Reason {
        /** A CloudEvents attribute is absent or not of its form. */
        INVALID_HEADER,
        /** {@code ce_type} names nothing that we know. */
        UNKNOWN_TYPE,
        /** {@code ce_type} names an event that we know, in a major version that we do not. */
        UNKNOWN_VERSION,
        /** There is no data (a null value, or no byte). */
        EMPTY,
        /** More than {@link EventCodec#MAX_DATA_BYTES}. */
        TOO_LARGE,
        /** Not JSON, or not a JSON object. */
        MALFORMED,
        /** JSON that lacks a field, or has one of the wrong form. */
        INVALID_FIELD
    }
}
