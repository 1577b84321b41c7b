package org.reliablesignup.outbox;

/** The broker will never take this record; the fault lies with the record and not with the broker. */
final class RecordRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RecordRefusedException(Throwable cause) {
        super(cause.toString(), cause);
    }
}
