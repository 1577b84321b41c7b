package org.reliablesignup.accountservice.mailstatus;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.reliablesignup.accountservice.mailstatus.MailStatus.State;
import org.reliablesignup.events.ConfirmationMailExpired;
import org.reliablesignup.events.ConfirmationMailOutcomeUnknown;
import org.reliablesignup.events.ConfirmationMailRejected;
import org.reliablesignup.events.ConfirmationMailSent;
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

    /** Remembers the latest news: what is repeated, or older than what is known, changes nothing. */
    void heard(MailEvent event) {
        String status = stateAfter(event).name();
        OffsetDateTime since = event.occurredAt().atOffset(ZoneOffset.UTC);
        int inserted = jdbc.sql("""
                        insert into confirmation_mail (account_id, mail_id, status, since) values (?, ?, ?, ?)
                        on conflict do nothing""")
                .params(event.accountId(), event.mailId(), status, since)
                .update();
        if (inserted == 0) {
            jdbc.sql(
                            "update confirmation_mail set mail_id = ?, status = ?, since = ? where account_id = ? and since < ?")
                    .params(event.mailId(), status, since, event.accountId(), since)
                    .update();
        }
    }

    private static State stateAfter(MailEvent event) {
        return switch (event) {
            case ConfirmationMailSent sent -> State.SENT;
            case ConfirmationMailRejected rejected -> State.REJECTED;
            case ConfirmationMailExpired expired -> State.EXPIRED;
            case ConfirmationMailOutcomeUnknown unknown -> State.UNKNOWN;
        };
    }
}
