package org.reliablesignup.accountservice.retention;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Deletes accounts that were never confirmed and what was heard of their mails; each batch is a transaction. An account
 * whose event still waits in the outbox stays: no mail without an account.
 */
final class Purge {

    private static final Logger log = LoggerFactory.getLogger(Purge.class);

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final RetentionSettings settings;

    Purge(JdbcClient jdbc, TransactionOperations transaction, Clock clock, RetentionSettings settings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.settings = settings;
    }

    /** @return how many accounts went */
    int run() {
        int accounts = inBatches("""
                select id from account where status = 'PENDING_CONFIRMATION' and created_at < ?
                and not exists (select 1 from outbox where record_key = cast(account.id as varchar(36)))
                order by created_at limit ? for update skip locked""", "delete from account where id = any(?)");
        inBatches("""
                select account_id from confirmation_mail mail where since < ?
                and not exists (select 1 from account where account.id = mail.account_id)
                limit ? for update skip locked""", "delete from confirmation_mail where account_id = any(?)");
        if (accounts > 0) {
            log.info("Purged {} accounts that were never confirmed", accounts);
        }
        return accounts;
    }

    private int inBatches(String select, String delete) {
        OffsetDateTime before =
                clock.instant().minus(settings.unconfirmedAccounts()).atOffset(ZoneOffset.UTC);
        int total = 0;
        int deleted;
        do {
            deleted = transaction.execute(status -> batch(select, before, delete));
            total += deleted;
        } while (deleted == settings.batchSize());
        return total;
    }

    private int batch(String select, OffsetDateTime before, String delete) {
        Object[] ids = jdbc.sql(select)
                .param(before)
                .param(settings.batchSize())
                .query(UUID.class)
                .list()
                .toArray();
        return ids.length == 0
                ? 0
                : jdbc.sql(delete).param(new SqlArrayValue("uuid", ids)).update();
    }
}
