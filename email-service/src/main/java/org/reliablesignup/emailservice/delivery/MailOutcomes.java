package org.reliablesignup.emailservice.delivery;

import org.jspecify.annotations.Nullable;

/** Whoever wants to know what became of the mails. Thread-safe. */
public interface MailOutcomes {

    /**
     * Called once a mail, and again after each intervention of an operator, in the transaction that records its outcome;
     * an exception undoes both.
     *
     * @param outcome will not change by itself any more
     * @param reply the words that the outcome was said with, in one line, with all addresses masked; null where an operator
     *     decided
     */
    void concluded(MailOrder mail, MailOutcome outcome, @Nullable String reply);
}
