package org.reliablesignup.emailservice.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an operator can see of the jobs; no address unmasked. Thread-safe. */
public final class JobInspection {

    private final JdbcClient jdbc;

    JobInspection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The jobs with the largest ids first: as ids begin with the time, the newest.
     *
     * @param state only jobs in that one; null for all
     * @param address only jobs with exactly that recipient; null for all
     * @param limit the most jobs to return, at least 1
     * @throws org.springframework.dao.DataAccessException if the database does not answer
     */
    public List<JobSummary> list(@Nullable JobState state, @Nullable String address, int limit) {
        List<String> conditions = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        if (state != null) {
            conditions.add("state = ?");
            parameters.add(state.name());
        }
        if (address != null) {
            conditions.add("recipient = ?");
            parameters.add(address);
        }
        parameters.add(limit);
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        return jdbc.sql("select * from mail_job" + where + " order by id desc limit ?")
                .params(parameters)
                .query((row, number) -> summary(row))
                .list();
    }

    /**
     * One job with its attempts.
     *
     * @throws org.springframework.dao.DataAccessException if the database does not answer
     */
    public Optional<JobHistory> find(UUID id) {
        return jdbc.sql("select * from mail_job where id = ?")
                .param(id)
                .query((row, number) -> summary(row))
                .optional()
                .map(job -> new JobHistory(job, history(id)));
    }

    private List<JobHistory.Entry> history(UUID id) {
        return jdbc.sql("select * from mail_attempt where job_id = ? order by fence")
                .param(id)
                .query((row, number) -> new JobHistory.Entry(
                        row.getObject("started_at", OffsetDateTime.class).toInstant(),
                        row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                        row.getString("result"),
                        Masked.text(row.getString("words"))))
                .list();
    }

    private static JobSummary summary(ResultSet row) throws SQLException {
        String lastReply = row.getString("last_reply");
        return new JobSummary(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getString("kind"),
                Masked.address(row.getString("recipient")),
                JobState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getBoolean("in_doubt"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "due_at"),
                instant(row, "finished_at"),
                lastReply == null ? null : Masked.text(lastReply));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
