package org.reliablesignup.accountservice.mailstatus;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a confirmation mail as far as it is known here: never better than the truth.
 *
 * @param since when it came to be so; null as long as nothing was heard and no other mail was asked for
 */
public record MailStatus(State state, @Nullable Instant since) {

    static final MailStatus NOTHING_HEARD = new MailStatus(State.QUEUED, null);

    /** Where a mail can stand. */
    public enum State {
        /** On its way to the mail server, which has not taken it yet. */
        QUEUED,
        /** The mail server answered 250: it is responsible now. */
        SENT,
        /** The mail server refused it for good. */
        REJECTED,
        /** Given up after the horizon. */
        EXPIRED,
        /** Handed over, but the answer was lost. */
        UNKNOWN
    }
}
