package org.reliablesignup.emailservice.retention;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Deletes finished mail jobs with their attempts, and the memory of erased accounts; each batch is a transaction. Both
 * are what makes an event that comes again send nothing.
 */
final class Purge {

    private static final String OLD = " < current_timestamp - cast(? as double precision) * interval '1' second";
    private static final Logger log = LoggerFactory.getLogger(Purge.class);

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final RetentionSettings settings;

    Purge(JdbcClient jdbc, TransactionOperations transaction, RetentionSettings settings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.settings = settings;
    }

    /** @return how many jobs went */
    int run() {
        int jobs = inBatches("mail_job", "id", "finished_at");
        int accounts = inBatches("erased_account", "account_id", "erased_at");
        if (jobs + accounts > 0) {
            log.info("Purged {} finished mail jobs and {} erased accounts", jobs, accounts);
        }
        return jobs;
    }

    private int inBatches(String table, String key, String time) {
        int total = 0;
        int deleted;
        do {
            deleted = transaction.execute(status -> batch(table, key, time));
            total += deleted;
        } while (deleted > 0);
        return total;
    }

    private int batch(String table, String key, String time) {
        // No lock in the first: H2 would lock every row that is old before it comes to the limit.
        Object[] old = ids(
                "select " + key + " from " + table + " where " + time + OLD + " order by " + time + " limit ?",
                seconds(),
                settings.batchSize());
        Object[] free = ids(
                "select " + key + " from " + table + " where " + key + " = any(?) and " + time + OLD
                        + " for update skip locked",
                array(old),
                seconds());
        return jdbc.sql("delete from " + table + " where " + key + " = any(?)")
                .param(array(free))
                .update();
    }

    private Object[] ids(String sql, Object... parameters) {
        return jdbc.sql(sql).params(parameters).query(UUID.class).list().toArray();
    }

    private double seconds() {
        return settings.finishedMails().toMillis() / 1e3;
    }

    private static SqlArrayValue array(Object[] ids) {
        return new SqlArrayValue("uuid", ids);
    }
}
