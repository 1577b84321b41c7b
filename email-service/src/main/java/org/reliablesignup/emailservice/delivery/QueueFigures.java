package org.reliablesignup.emailservice.delivery;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Figures about the open jobs, asked of the database only now and then, however many ask us. Thread-safe. */
final class QueueFigures {

    private static final Duration KEPT = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final Map<JobState, Double> jobs = new EnumMap<>(JobState.class);
    private double oldestDueSeconds;
    private long validUntil = System.nanoTime();

    QueueFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    synchronized double jobs(JobState state) {
        refresh();
        return jobs.getOrDefault(state, 0.0);
    }

    synchronized double oldestDueSeconds() {
        refresh();
        return oldestDueSeconds;
    }

    private void refresh() {
        if (System.nanoTime() - validUntil < 0) {
            return;
        }
        jobs.clear();
        try {
            jdbc.sql("select state, count(*) as jobs from mail_job where due_at is not null group by state")
                    .query(row -> {
                        jobs.put(JobState.valueOf(row.getString("state")), row.getDouble("jobs"));
                    });
            oldestDueSeconds = jdbc.sql("select coalesce(extract(epoch from current_timestamp - min(due_at)), 0)"
                            + " from mail_job where due_at <= current_timestamp")
                    .query(Double.class)
                    .single();
        } catch (DataAccessException e) {
            for (JobState state : JobState.values()) {
                jobs.put(state, Double.NaN);
            }
            oldestDueSeconds = Double.NaN;
        }
        validUntil = System.nanoTime() + KEPT.toNanos();
    }
}
