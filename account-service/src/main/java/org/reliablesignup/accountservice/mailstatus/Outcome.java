package org.reliablesignup.accountservice.mailstatus;

import java.time.Instant;
import java.util.UUID;
import org.reliablesignup.accountservice.mailstatus.MailStatus.State;
import org.reliablesignup.events.ConfirmationMailExpired;
import org.reliablesignup.events.ConfirmationMailOutcomeUnknown;
import org.reliablesignup.events.ConfirmationMailRejected;
import org.reliablesignup.events.ConfirmationMailSent;
import org.reliablesignup.events.MailEvent;

/** What was reported about one mail. */
record Outcome(UUID mailId, State state, Instant since) {

    static Outcome of(MailEvent event) {
        State state = switch (event) {
            case ConfirmationMailSent sent -> State.SENT;
            case ConfirmationMailRejected rejected -> State.REJECTED;
            case ConfirmationMailExpired expired -> State.EXPIRED;
            case ConfirmationMailOutcomeUnknown unknown -> State.UNKNOWN;
        };
        return new Outcome(event.mailId(), state, event.occurredAt());
    }

    /**
     * Whether this is news to whoever knows the other, in whatever order the two arrived: a newer mail counts more than an
     * older one, and for one mail the mail server's 250 is final, whatever the clocks said.
     */
    boolean supersedes(Outcome known) {
        if (!mailId.equals(known.mailId)) {
            // Mail ids are UUIDv7: as text they sort by time; UUID.compareTo is signed and would not.
            return mailId.toString().compareTo(known.mailId.toString()) > 0;
        }
        if (state == State.SENT || known.state == State.SENT) {
            return known.state != State.SENT;
        }
        return since.isAfter(known.since);
    }
}
