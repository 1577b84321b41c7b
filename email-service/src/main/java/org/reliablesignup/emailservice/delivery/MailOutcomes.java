package org.reliablesignup.emailservice.delivery;

/** Whoever wants to know what became of the mails. Thread-safe. */
public interface MailOutcomes {

    /**
     * Called once a mail, and again after each intervention of an operator, in the transaction that records its outcome;
     * an exception undoes both.
     *
     * @param outcome will not change by itself any more
     */
    void concluded(MailOrder mail, MailOutcome outcome);
}
