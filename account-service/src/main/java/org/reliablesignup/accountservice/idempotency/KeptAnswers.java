package org.reliablesignup.accountservice.idempotency;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.accountservice.fingerprint.Fingerprint;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A row for each key: empty, or with the answer. Whoever answers a request has the row of its key locked. */
@Component
class KeptAnswers {

    private final JdbcClient jdbc;

    KeptAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param fingerprint of the request that was answered; null with the rest as long as none was */
    record Row(
            @Nullable String fingerprint, @Nullable String location, byte @Nullable [] body, OffsetDateTime expiresAt) {

        boolean hasExpired(Instant now) {
            return !expiresAt.toInstant().isAfter(now);
        }
    }

    /**
     * Sees to it that there is a row, to be committed at once: only what is there for all can be locked. Where it is there,
     * nothing is inserted: PostgreSQL would wait for whoever has just kept an answer in it and not yet committed.
     */
    void makeRow(IdempotencyKey key, Instant expiresAt) {
        jdbc.sql("""
                        insert into idempotency_key (key_hash, expires_at)
                        select cast(? as varchar), cast(? as timestamp with time zone)
                        where not exists (select 1 from idempotency_key where key_hash = ?)
                        on conflict do nothing""")
                .params(key.hash(), expiresAt.atOffset(ZoneOffset.UTC), key.hash())
                .update();
    }

    /** Until the end of the transaction; empty at once if somebody else has it. */
    Optional<Row> lock(IdempotencyKey key) {
        return jdbc.sql("""
                        select fingerprint, location, body, expires_at from idempotency_key
                        where key_hash = ? for update skip locked""")
                .param(key.hash())
                .query((row, number) -> new Row(
                        row.getString("fingerprint"),
                        row.getString("location"),
                        row.getBytes("body"),
                        row.getObject("expires_at", OffsetDateTime.class)))
                .optional();
    }

    /** Whoever is given one of them just now is waited for. */
    void forget(String location) {
        jdbc.sql("delete from idempotency_key where location = ?")
                .param(location)
                .update();
    }

    void keep(IdempotencyKey key, Fingerprint request, Answer answer, Instant expiresAt) {
        jdbc.sql(
                        "update idempotency_key set fingerprint = ?, location = ?, body = ?, expires_at = ? where key_hash = ?")
                .params(
                        request.value(),
                        answer.location(),
                        answer.body(),
                        expiresAt.atOffset(ZoneOffset.UTC),
                        key.hash())
                .update();
    }
}
