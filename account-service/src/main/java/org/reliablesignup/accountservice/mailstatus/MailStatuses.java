package org.reliablesignup.accountservice.mailstatus;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.reliablesignup.accountservice.mailstatus.MailStatus.State;
import org.reliablesignup.events.MailEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was heard of the mails. Thread-safe. */
@Repository
public class MailStatuses {

    private final JdbcClient jdbc;

    MailStatuses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The state of the account's last confirmation mail; {@code QUEUED} where nothing was heard yet. */
    public MailStatus of(UUID accountId) {
        return jdbc.sql("select status, since from confirmation_mail where account_id = ?")
                .param(accountId)
                .query((row, number) -> new MailStatus(
                        State.valueOf(row.getString("status")),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .optional()
                .orElse(MailStatus.NOTHING_HEARD);
    }

    /** Remembers the news; what is repeated or overtaken changes nothing. Works in the caller's transaction. */
    void heard(MailEvent event) {
        Outcome outcome = Outcome.of(event);
        UUID account = event.accountId();
        OffsetDateTime since = outcome.since().atOffset(ZoneOffset.UTC);
        int inserted = jdbc.sql("""
                        insert into confirmation_mail (account_id, mail_id, status, since) values (?, ?, ?, ?)
                        on conflict do nothing""")
                .params(account, outcome.mailId(), outcome.state().name(), since)
                .update();
        if (inserted == 0 && outcome.supersedes(known(account))) {
            jdbc.sql("update confirmation_mail set mail_id = ?, status = ?, since = ? where account_id = ?")
                    .params(outcome.mailId(), outcome.state().name(), since, account)
                    .update();
        }
    }

    private Outcome known(UUID account) {
        return jdbc.sql("select mail_id, status, since from confirmation_mail where account_id = ? for update")
                .param(account)
                .query((row, number) -> new Outcome(
                        row.getObject("mail_id", UUID.class),
                        State.valueOf(row.getString("status")),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .single();
    }
}
