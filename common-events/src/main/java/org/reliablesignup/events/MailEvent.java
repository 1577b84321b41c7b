package org.reliablesignup.events;

import java.util.UUID;

/** What became of a mail; published by email-service on {@link Topics#MAIL_EVENTS}. */
public sealed interface MailEvent extends Event
        permits ConfirmationMailQueued,
                ConfirmationMailSent,
                ConfirmationMailRejected,
                ConfirmationMailExpired,
                ConfirmationMailOutcomeUnknown {

    /** The longest reply of a mail server, in code points. */
    int MAX_REPLY = 500;

    /** The mail, named by the id of the event that asked for it. */
    UUID mailId();
}
