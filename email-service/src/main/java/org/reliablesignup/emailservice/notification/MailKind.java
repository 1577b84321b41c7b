package org.reliablesignup.emailservice.notification;

import java.util.List;
import org.reliablesignup.emailservice.delivery.ComposedMail;
import org.reliablesignup.emailservice.delivery.MailOrder;
import org.reliablesignup.emailservice.delivery.MailOutcomes.Concluded;

/** One sort of mail: what it says, and whom to tell what became of it. */
interface MailKind {

    /** As stored with each mail; never to be changed. */
    String name();

    ComposedMail compose(MailOrder mail);

    /** In the transaction that stores the mails. */
    void queued(List<MailOrder> mails);

    /** In the transaction that records the outcomes. */
    void concluded(List<Concluded> mails);
}
