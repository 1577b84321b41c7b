package org.reliablesignup.accountservice.mailstatus;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.reliablesignup.accountservice.mailstatus.MailStatus.State;
import org.reliablesignup.events.ConfirmationMailExpired;
import org.reliablesignup.events.ConfirmationMailOutcomeUnknown;
import org.reliablesignup.events.ConfirmationMailQueued;
import org.reliablesignup.events.ConfirmationMailRejected;
import org.reliablesignup.events.ConfirmationMailSent;
import org.reliablesignup.events.MailEvent;

/** What is known about one mail. */
record Outcome(UUID mailId, State state, Instant since) {

    /** Empty if the event tells of none: that a mail is queued is what everybody believes anyway. */
    static Optional<Outcome> of(MailEvent event) {
        return switch (event) {
            case ConfirmationMailQueued queued -> Optional.empty();
            case ConfirmationMailSent sent -> of(event, State.SENT);
            case ConfirmationMailRejected rejected -> of(event, State.REJECTED);
            case ConfirmationMailExpired expired -> of(event, State.EXPIRED);
            case ConfirmationMailOutcomeUnknown unknown -> of(event, State.UNKNOWN);
        };
    }

    private static Optional<Outcome> of(MailEvent event, State state) {
        return Optional.of(new Outcome(event.mailId(), state, event.occurredAt()));
    }

    /**
     * Whether this report is news to whoever knows the other, in whatever order the two came to be known. Another mail is
     * an earlier one: the last is known from the moment on that it was asked for. For one mail, any report counts more
     * than none, and the mail server's 250 is final, whatever the clocks say.
     */
    boolean supersedes(Outcome known) {
        if (!mailId.equals(known.mailId)) {
            return false;
        }
        if (known.state == State.QUEUED) {
            return true;
        }
        if (state == State.SENT || known.state == State.SENT) {
            return known.state != State.SENT;
        }
        return since.isAfter(known.since);
    }
}
