package org.reliablesignup.emailservice.delivery;

/** Writes mails, each anew for each attempt. Thread-safe. */
public interface MailComposer {

    /**
     * What the mail says.
     *
     * @throws RuntimeException if it cannot be written now: it is tried again later
     */
    ComposedMail compose(MailOrder mail);
}
