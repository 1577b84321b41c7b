package org.reliablesignup.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.events.EventHeaders;
import org.reliablesignup.events.EventMessage;
import org.reliablesignup.outbox.OutboxRecord.Sequence;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The statements of the outbox; each works in the transaction of its caller, and alike on H2 and PostgreSQL. */
final class OutboxTable {

    private static final int MAX_ERROR_LENGTH = 500;

    /**
     * Until the end of the transaction, PostgreSQL goes by the index. By its statistics the table is empty, or was when it
     * made the plan that it keeps; so it would read each page that was filled since the last vacuum.
     */
    private static final String BY_INDEX =
            ", set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)";

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder().build();
    private @Nullable String lock;

    OutboxTable(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    void insert(List<Row> rows) {
        template.batchUpdate(
                "insert into outbox (event_id, topic, record_key, headers, data) values (?, ?, ?, ?, ?)",
                rows.stream().map(this::columns).toList());
    }

    private Object[] columns(Row row) {
        EventMessage message = row.message();
        Map<String, String> headers = new HashMap<>(message.headers());
        if (row.traceparent() != null) {
            headers.put(EventHeaders.TRACEPARENT, row.traceparent());
        }
        return new Object[] {
            row.eventId(), message.topic(), message.key(), json.writeValueAsString(headers), message.data()
        };
    }

    /** Whether the caller's transaction now is the only one that publishes. Does not wait. For one thread only. */
    boolean lock() {
        String statement = lock;
        if (statement == null) {
            statement = "select id%s from outbox_lock where id = 1 for update skip locked"
                    .formatted(isPostgres() ? BY_INDEX : "");
            lock = statement;
        }
        return !jdbc.sql(statement).query().listOfRows().isEmpty();
    }

    private boolean isPostgres() {
        String product = template.execute((ConnectionCallback<String>)
                connection -> connection.getMetaData().getDatabaseProductName());
        return "PostgreSQL".equals(product);
    }

    List<OutboxRecord> next(int limit) {
        return jdbc.sql("""
                select id, topic, record_key, headers, data from outbox
                where parked_at is null order by id limit ?""").param(limit).query(this::record).list();
    }

    /** The last id there is; 0 where there is none. */
    long lastId() {
        return jdbc.sql("select coalesce(max(id), 0) from outbox")
                .query(Long.class)
                .single();
    }

    /** What waits behind the one id up to the other, without the data. */
    List<Waiting> waiting(long after, long upTo, int limit) {
        return jdbc.sql("""
                select id, topic, record_key from outbox
                where parked_at is null and id > ? and id <= ? order by id limit ?""")
                .params(after, upTo, limit)
                .query((row, number) -> new Waiting(
                        row.getLong("id"), new Sequence(row.getString("topic"), row.getString("record_key"))))
                .list();
    }

    List<OutboxRecord> read(List<Long> ids) {
        return jdbc.sql("select id, topic, record_key, headers, data from outbox where id = any(?) order by id")
                .param(new SqlArrayValue("bigint", ids.toArray()))
                .query(this::record)
                .list();
    }

    void delete(List<Long> ids) {
        jdbc.sql("delete from outbox where id = any(?)")
                .param(new SqlArrayValue("bigint", ids.toArray()))
                .update();
    }

    /** All of that key, whatever became of them. */
    void deleteOf(String key) {
        jdbc.sql("delete from outbox where record_key = ?").param(key).update();
    }

    void park(long id, String error) {
        jdbc.sql("update outbox set parked_at = current_timestamp, last_error = ? where id = ?")
                .param(error.length() > MAX_ERROR_LENGTH ? error.substring(0, MAX_ERROR_LENGTH) : error)
                .param(id)
                .update();
    }

    /** How many rows wait for the broker; counts no further than that limit. */
    long pending(int limit) {
        return jdbc.sql("select count(*) from (select 1 from outbox where parked_at is null limit ?) pending")
                .param(limit)
                .query(Long.class)
                .single();
    }

    /** How long the first of them has waited, in seconds; 0 where none waits. */
    double ageOfOldest() {
        return jdbc.sql("""
                select extract(epoch from (current_timestamp - created_at)) from outbox
                where parked_at is null order by id limit 1""").query(Double.class).optional().orElse(0.0);
    }

    private OutboxRecord record(ResultSet row, int number) throws SQLException {
        return new OutboxRecord(
                row.getLong("id"),
                row.getString("topic"),
                row.getString("record_key"),
                json.readValue(row.getString("headers"), HEADERS),
                row.getBytes("data"));
    }

    /** A row that is not stored yet. */
    record Row(UUID eventId, EventMessage message, @Nullable String traceparent) {}

    /** A row that is not read yet. */
    record Waiting(long id, Sequence sequence) {}
}
