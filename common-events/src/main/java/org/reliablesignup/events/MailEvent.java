package org.reliablesignup.events;

import java.util.UUID;

/** What became of a mail; published by email-service on {@link Topics#MAIL_EVENTS}. */
public sealed interface MailEvent extends Event
        permits ConfirmationMailSent,
                ConfirmationMailRejected,
                ConfirmationMailExpired,
                ConfirmationMailOutcomeUnknown {

    /** The mail, named by the id of the event that asked for it. */
    UUID mailId();
}
