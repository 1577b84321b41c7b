package org.reliablesignup.accountservice.retention;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deletes accounts that were never confirmed and what was heard of their mails; each batch is a transaction. */
final class Purge {

    private static final Logger log = LoggerFactory.getLogger(Purge.class);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final RetentionSettings settings;

    Purge(JdbcClient jdbc, Clock clock, RetentionSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    /** @return how many accounts went */
    int run() {
        int accounts = inBatches("""
                delete from account where id in (
                    select id from account where status = 'PENDING_CONFIRMATION' and created_at < ?
                    order by created_at limit ? for update skip locked)""");
        inBatches("""
                delete from confirmation_mail where account_id in (
                    select account_id from confirmation_mail mail where since < ?
                    and not exists (select 1 from account where account.id = mail.account_id) limit ?)""");
        if (accounts > 0) {
            log.info("Purged {} accounts that were never confirmed", accounts);
        }
        return accounts;
    }

    private int inBatches(String delete) {
        OffsetDateTime before =
                clock.instant().minus(settings.unconfirmedAccounts()).atOffset(ZoneOffset.UTC);
        int total = 0;
        int deleted;
        do {
            deleted = jdbc.sql(delete).param(before).param(settings.batchSize()).update();
            total += deleted;
        } while (deleted == settings.batchSize());
        return total;
    }
}
