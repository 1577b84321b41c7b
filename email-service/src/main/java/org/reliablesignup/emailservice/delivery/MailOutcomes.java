package org.reliablesignup.emailservice.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whoever wants to know what became of the mails. Thread-safe. */
public interface MailOutcomes {

    /**
     * Called once a mail, and again after each intervention of an operator, in the transaction that records the outcomes;
     * an exception undoes it for all of them.
     */
    void concluded(List<Concluded> mails);

    /**
     * A mail that came to its end.
     *
     * @param outcome will not change by itself any more
     * @param reply the words that the outcome was said with, in one line, with all addresses masked; null where an operator
     *     decided
     * @param traceparent the trace to tell it in (W3C Trace Context); null for the caller's, if there is one
     */
    record Concluded(
            MailOrder mail,
            MailOutcome outcome,
            @Nullable String reply,
            @Nullable String traceparent) {}
}
