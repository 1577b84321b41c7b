package org.reliablesignup.emailservice.retention;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.support.TransactionOperations;

/** Deletes finished mail jobs and their attempts; each batch is a transaction. */
final class Purge {

    private static final String OLD =
            "finished_at < current_timestamp - cast(? as double precision) * interval '1' second";
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
        int total = 0;
        int deleted;
        do {
            deleted = transaction.execute(status -> batch());
            total += deleted;
        } while (deleted > 0);
        if (total > 0) {
            log.info("Purged {} finished mail jobs", total);
        }
        return total;
    }

    private int batch() {
        // No lock in the first: H2 would lock every row that is old before it comes to the limit.
        Object[] old = ids(
                "select id from mail_job where " + OLD + " order by finished_at limit ?",
                seconds(),
                settings.batchSize());
        Object[] free = ids(
                "select id from mail_job where id = any(?) and " + OLD + " for update skip locked",
                array(old),
                seconds());
        return jdbc.sql("delete from mail_job where id = any(?)")
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
