package org.reliablesignup.accountservice.mailstatus;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.reliablesignup.accountservice.mailstatus.MailStatus.State;
import org.reliablesignup.events.MailEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is known of the last confirmation mail of each account. Thread-safe. */
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

    /**
     * From now on only what is heard of this mail counts, in the caller's transaction.
     *
     * @param since when it was asked for
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void expect(UUID accountId, UUID mailId, Instant since) {
        Outcome queued = new Outcome(mailId, State.QUEUED, since);
        if (insert(accountId, queued) == 0) {
            update(accountId, queued);
        }
    }

    /** Forgets what was heard of the account's mails, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(UUID accountId) {
        jdbc.sql("delete from confirmation_mail where account_id = ?")
                .param(accountId)
                .update();
    }

    /**
     * Remembers the news; what is repeated, overtaken, about an earlier mail or about an account that is gone changes
     * nothing. Works in the caller's transaction.
     */
    void heard(MailEvent event) {
        Outcome.of(event).ifPresent(outcome -> heard(event.accountId(), outcome));
    }

    private void heard(UUID account, Outcome outcome) {
        if (insert(account, outcome) == 0
                && known(account).filter(outcome::supersedes).isPresent()) {
            update(account, outcome);
        }
    }

    private int insert(UUID account, Outcome outcome) {
        return jdbc.sql("""
                        insert into confirmation_mail (account_id, mail_id, status, since)
                        select id, cast(? as uuid), cast(? as varchar), cast(? as timestamp(6) with time zone)
                        from account where id = ?
                        on conflict do nothing""")
                .params(outcome.mailId(), outcome.state().name(), databaseTime(outcome), account)
                .update();
    }

    private void update(UUID account, Outcome outcome) {
        jdbc.sql("update confirmation_mail set mail_id = ?, status = ?, since = ? where account_id = ?")
                .params(outcome.mailId(), outcome.state().name(), databaseTime(outcome), account)
                .update();
    }

    private Optional<Outcome> known(UUID account) {
        return jdbc.sql("select mail_id, status, since from confirmation_mail where account_id = ? for update")
                .param(account)
                .query((row, number) -> new Outcome(
                        row.getObject("mail_id", UUID.class),
                        State.valueOf(row.getString("status")),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .optional();
    }

    private static OffsetDateTime databaseTime(Outcome outcome) {
        return outcome.since().atOffset(ZoneOffset.UTC);
    }
}
