package org.reliablesignup.emailservice.delivery;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The accounts that get no mail any more; works in the caller's transaction. */
final class ErasedAccounts {

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    ErasedAccounts(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** Leaves alone what is there already. */
    void add(Collection<UUID> accounts) {
        template.batchUpdate(
                "insert into erased_account (account_id) values (?) on conflict do nothing",
                accounts.stream().map(account -> new Object[] {account}).toList());
    }

    /** Which of these are. */
    List<UUID> among(Collection<UUID> accounts) {
        return jdbc.sql("select account_id from erased_account where account_id = any(?)")
                .param(array(accounts))
                .query((row, number) -> row.getObject("account_id", UUID.class))
                .list();
    }

    /** @return how many jobs went, with all that was done about them */
    int deleteJobsOf(Collection<UUID> accounts) {
        return jdbc.sql("delete from mail_job where account_id = any(?)")
                .param(array(accounts))
                .update();
    }

    private static SqlArrayValue array(Collection<UUID> accounts) {
        return new SqlArrayValue("uuid", accounts.toArray());
    }
}
