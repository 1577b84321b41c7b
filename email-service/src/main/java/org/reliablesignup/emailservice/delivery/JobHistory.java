package org.reliablesignup.emailservice.delivery;

import java.time.Instant;
import java.util.List;

/**
 * A mail job and all that was done about it.
 *
 * @param history the attempts and the decisions of operators, the oldest first
 */
public record JobHistory(JobSummary job, List<Entry> history) {

    /** Copies the list. */
    public JobHistory {
        history = List.copyOf(history);
    }

    /**
     * An attempt, or the decision of an operator.
     *
     * @param result what it came to
     * @param words the mail server's, or what happened instead, or who decided and why; addresses masked
     */
    public record Entry(Instant startedAt, Instant endedAt, String result, String words) {}
}
