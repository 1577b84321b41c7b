package org.reliablesignup.accountservice.retention;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Deletes accounts that were never confirmed, what was heard of their mails, and whatever has expired; each batch is a
 * transaction. An account whose event still waits in the outbox stays: no mail without an account.
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
        Instant now = clock.instant();
        Instant tooOld = now.minus(settings.unconfirmedAccounts());
        int accounts = inBatches(tooOld, "uuid", """
                select id from account where status = 'PENDING_CONFIRMATION' and created_at < ?
                and not exists (select 1 from outbox where record_key = cast(account.id as varchar(36)))
                order by created_at limit ? for update skip locked""", "delete from account where id = any(?)");
        inBatches(now, "uuid", """
                select account_id from confirmation_mail mail where since < ?
                and not exists (select 1 from account where account.id = mail.account_id)
                limit ? for update skip locked""", "delete from confirmation_mail where account_id = any(?)");
        inBatches(now, "varchar", """
                select key_hash from idempotency_key where expires_at < ?
                order by expires_at limit ? for update skip locked""", "delete from idempotency_key where key_hash = any(?)");
        inBatches(now, "varchar", """
                select key_hash from limit_bucket where expires_at < ?
                order by expires_at limit ? for update skip locked""", "delete from limit_bucket where key_hash = any(?)");
        if (accounts > 0) {
            log.info("Purged {} accounts that were never confirmed", accounts);
        }
        return accounts;
    }

    private int inBatches(Instant before, String keyType, String select, String delete) {
        int total = 0;
        int deleted;
        do {
            deleted = transaction.execute(status -> batch(select, before.atOffset(ZoneOffset.UTC), keyType, delete));
            total += deleted;
        } while (deleted == settings.batchSize());
        return total;
    }

    private int batch(String select, OffsetDateTime before, String keyType, String delete) {
        Object[] keys = jdbc.sql(select)
                .param(before)
                .param(settings.batchSize())
                .query()
                .singleColumn()
                .toArray();
        return keys.length == 0
                ? 0
                : jdbc.sql(delete).param(new SqlArrayValue(keyType, keys)).update();
    }
}
