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

    /** Of an account: nobody confirmed it, and it is long since anything was asked for or heard of its mail. */
    private static final String FORGOTTEN = """
            status = 'PENDING_CONFIRMATION' and created_at < :before
            and not exists (select 1 from outbox where record_key = cast(account.id as varchar(36)))
            and not exists (
                select 1 from confirmation_mail mail where mail.account_id = account.id and mail.since >= :before)""";

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
        int accounts = inBatches(
                tooOld,
                "uuid",
                "select id from account where " + FORGOTTEN
                        + " order by created_at limit :limit for update skip locked",
                // Looked at again under the lock: meanwhile its owner may have asked for another mail.
                "delete from account where id = any(:keys) and " + FORGOTTEN);
        inBatches(now, "varchar", """
                select key_hash from idempotency_key where expires_at < :before
                order by expires_at limit :limit for update skip locked""", "delete from idempotency_key where key_hash = any(:keys)");
        inBatches(now, "varchar", """
                select key_hash from limit_bucket where expires_at < :before
                order by expires_at limit :limit for update skip locked""", "delete from limit_bucket where key_hash = any(:keys)");
        inBatches(now, "uuid", """
                select account_id from confirmation_mail mail where since < :before
                and not exists (select 1 from account where account.id = mail.account_id)
                limit :limit for update skip locked""", "delete from confirmation_mail where account_id = any(:keys)");
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
                .param("before", before)
                .param("limit", settings.batchSize())
                .query()
                .singleColumn()
                .toArray();
        return keys.length == 0
                ? 0
                : jdbc.sql(delete)
                        .param("keys", new SqlArrayValue(keyType, keys))
                        .param("before", before)
                        .update();
    }
}
