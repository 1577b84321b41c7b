package org.reliablesignup.emailservice.notification;

import org.jspecify.annotations.Nullable;
import org.reliablesignup.emailservice.delivery.ComposedMail;
import org.reliablesignup.emailservice.delivery.MailOrder;
import org.reliablesignup.emailservice.delivery.MailOutcome;

/** One sort of mail: what it says, and whom to tell what became of it. */
interface MailKind {

    /** As stored with each mail; never to be changed. */
    String name();

    ComposedMail compose(MailOrder mail);

    /** In the transaction that stores the mail. */
    void queued(MailOrder mail);

    /**
     * In the transaction that records the outcome.
     *
     * @param reply as in {@link org.reliablesignup.emailservice.delivery.MailOutcomes}
     */
    void concluded(MailOrder mail, MailOutcome outcome, @Nullable String reply);
}
