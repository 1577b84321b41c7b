package org.reliablesignup.emailservice.delivery;

import org.reliablesignup.testing.RealParts.Database;
import org.springframework.jdbc.core.simple.JdbcClient;

class ErasedAccountsOnPostgresIT extends ErasedAccountsContract {

    ErasedAccountsOnPostgresIT() {
        super(Database.POSTGRESQL);
    }

    @Override
    boolean waits(Thread thread, JdbcClient jdbc) {
        return jdbc.sql(
                                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
