package org.reliablesignup.benchmarks;

import org.reliablesignup.benchmarks.rig.Database;

/** The queue of email-service, filled and looked at from outside. */
final class MailJobsTable {

    /** Of the mails; each address once. */
    static final String DOMAIN = "backlog.example";

    private final Database database;

    MailJobsTable(Database database) {
        this.database = database;
    }

    /**
     * Puts so many mails into the queue, all due in so many seconds from now: then they are a backlog from one moment on,
     * however long it takes to write them.
     */
    void fill(int mails, int dueInSeconds) {
        database.execute("""
                insert into mail_job
                (id, account_id, kind, recipient, owner_name, locale, event_at, traceparent, state, due_at)
                select gen_random_uuid(), gen_random_uuid(), 'confirmation', 'a' || n || '@%s', 'Ada Lovelace', 'en',
                    now(), null, 'QUEUED', clock.now + interval '%d seconds'
                from generate_series(1, %d) n, (select clock_timestamp() as now) clock""".formatted(DOMAIN, dueInSeconds, mails));
        database.execute("analyze mail_job");
    }

    /**
     * How many outcomes were ever recorded, or are about to be. Asked often: it takes no time that grows with the table,
     * since each outcome appends an event.
     */
    long outcomes() {
        return database.number("select case when is_called then last_value else last_value - 1 end from outbox_id_seq");
    }

    /** Whether there is still something to do, or will be. */
    boolean isWaiting() {
        return exists("mail_job", "due_at is not null");
    }

    /** Whether what became of the mails is published. */
    boolean isTold() {
        return !exists("outbox", "true");
    }

    private boolean exists(String table, String condition) {
        String one = "select 1 from %s where %s limit 1".formatted(table, condition);
        return database.number("select count(*) from (%s) one".formatted(one)) > 0;
    }

    /** From the first claim to the record of the last outcome, by the database's clock. */
    double seconds() {
        return database.number("select (extract(epoch from max(finished_at) - min(last_claimed_at)) * 1000000)::bigint"
                        + " from mail_job")
                / 1e6;
    }

    long sent() {
        return database.number("select count(*) from mail_job where state = 'SENT'");
    }

    void clear() {
        database.execute("truncate mail_job cascade");
    }
}
