package org.reliablesignup.benchmarks.peer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The events that a peer has stored and not yet published. A process of the peer publishes them as soon as it sees them. */
public enum Backlog {
    OUTBOX("outbox", """
            insert into outbox (event_id, topic, record_key, headers, data)
            select event_id, 'account-events', account_id::text,
                json_build_object('ce_specversion', '1.0', 'ce_id', event_id, 'ce_type', 'account.created.v1',
                    'ce_source', '/account-service', 'ce_subject', account_id, 'ce_time', occurred_at,
                    'content-type', 'application/json')::text,
                convert_to(json_build_object('accountId', account_id, 'ownerName', owner_name, 'email', email,
                    'locale', 'en', 'addressTaken', false)::text, 'UTF8')
            from event"""),

    /** As an outage of the broker leaves them: all were tried once. */
    MODULITH("event_publication", """
            insert into event_publication
                (id, listener_id, event_type, serialized_event, publication_date, status, completion_attempts)
            select gen_random_uuid(),
                'org.springframework.modulith.events.support.EventExternalizerModuleListener.externalize(java.lang.Object)',
                'org.reliablesignup.events.AccountCreated', event, now(), 'FAILED', 1
            from event"""),

    NAMASTACK("outbox_record", """
            insert into outbox_record
                (id, status, record_key, record_type, payload, context, created_at, failure_count, next_retry_at,
                 partition_no, handler_id)
            select gen_random_uuid()::text, 'NEW', account_id::text, 'org.reliablesignup.events.AccountCreated', event,
                '{}', now(), 0, now(), number % 256,
                'org.reliablesignup.benchmarks.peer.NamastackOutbox$Handler#handle(org.reliablesignup.events.AccountEvent,io.namastack.outbox.handler.OutboxRecordMetadata)'
            from event""");

    private static final String EVENTS = """
            with fresh as materialized (
                select number, gen_random_uuid() as event_id, gen_random_uuid() as account_id,
                    '2026-03-01T10:15:30.123456Z' as occurred_at, 'Ada Lovelace' as owner_name,
                    'ada-' || number || '@example.com' as email
                from generate_series(1, ?) as number),
            event as (
                select *, json_build_object('eventId', event_id, 'accountId', account_id, 'occurredAt', occurred_at,
                    'ownerName', owner_name, 'email', email, 'locale', 'en', 'addressTaken', false)::text as event
                from fresh)
            """;

    private final String table;
    private final String insert;

    Backlog(String table, String insert) {
        this.table = table;
        this.insert = insert;
    }

    /**
     * Stores so many sign-ups' events in one transaction: they are there all at once.
     *
     * @param connection to the database of a peer that has run, so that the tables are there; in auto-commit mode
     */
    public void fill(Connection connection, int events) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EVENTS + insert)) {
            statement.setInt(1, events);
            statement.executeUpdate();
        }
    }

    /** Forgets those that are left. Whoever has read some of them may still publish these. */
    public void clear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("truncate " + table);
        }
    }

    /** Whether none is left. */
    public boolean isEmpty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select 1 from %s limit 1".formatted(table))) {
            return !result.next();
        }
    }
}
