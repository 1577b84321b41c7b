package org.reliablesignup.emailservice.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** An operator's decisions, under the same fence as the workers' claims. Thread-safe. */
public final class JobIntervention {

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final MailJobs jobs;
    private final MailOutcomes outcomes;
    private final Runnable wakeUp;

    JobIntervention(
            JdbcClient jdbc, TransactionOperations transaction, MailJobs jobs, MailOutcomes outcomes, Runnable wakeUp) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.jobs = jobs;
        this.outcomes = outcomes;
        this.wakeUp = wakeUp;
    }

    /**
     * Has the decision carried out, unless the job's state does not allow it: what is on its way to the mail server
     * cannot be called back, and what was sent is not sent again.
     *
     * @param words who decided and why, kept with the job's attempts; at most 500 characters
     * @return empty if there is no such job
     * @throws org.springframework.dao.DataAccessException if it could not be recorded; then nothing has changed
     */
    public Optional<Result> decide(UUID id, Decision decision, String words) {
        Optional<Result> result = transaction.execute(
                // Waits for whoever is just claiming or concluding this job, and sees what came of that.
                status -> jdbc.sql(
                                "select mail_job.*, current_timestamp as decided_at from mail_job where id = ? for update")
                        .param(id)
                        .query((row, number) -> new Locked(row))
                        .optional()
                        .map(job -> carryOut(job, decision, words)));
        wakeUp.run();
        return result;
    }

    private Result carryOut(Locked job, Decision decision, String words) {
        JobState next = decision.goal(job.state, job.inDoubt);
        if (job.state == JobState.SENDING || !job.state.canBecome(next)) {
            return new Result(false, job.state);
        }
        MailOutcome outcome = next.outcome();
        String times = outcome == null
                ? "due_at = current_timestamp, finished_at = null"
                : "due_at = null, finished_at = current_timestamp";
        jdbc.sql("update mail_job set " + times + ", state = ?, fence = fence + 1, last_reply = ? where id = ?")
                .params(next.name(), words, job.mail.id())
                .update();
        jobs.insertAttempt(job.mail.id(), job.fence + 1, job.decidedAt, new Attempt(decision.result(), words));
        if (outcome != null) {
            outcomes.concluded(List.of(new MailOutcomes.Concluded(job.mail, outcome, null, null)));
        }
        return new Result(true, next);
    }

    /**
     * What came of a decision.
     *
     * @param done whether it was carried out; if not, nothing has changed
     * @param state that the job is in now
     */
    public record Result(boolean done, JobState state) {}

    private record Locked(MailOrder mail, JobState state, boolean inDoubt, long fence, Instant decidedAt) {

        Locked(ResultSet row) throws SQLException {
            this(
                    MailJobRow.order(row),
                    JobState.valueOf(row.getString("state")),
                    row.getBoolean("in_doubt"),
                    row.getLong("fence"),
                    MailJobRow.instant(row, "decided_at"));
        }
    }
}
