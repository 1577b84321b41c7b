package org.reliablesignup.emailservice.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** From a mail to its row, and back. */
final class MailJobRow {

    private MailJobRow() {}

    /** In the order in which they are inserted. */
    static Object[] columns(MailOrder mail) {
        return new Object[] {
            mail.id(),
            mail.accountId(),
            mail.kind(),
            mail.recipient(),
            mail.ownerName(),
            mail.locale(),
            mail.eventAt().atOffset(ZoneOffset.UTC),
            mail.traceparent()
        };
    }

    static MailOrder order(ResultSet row) throws SQLException {
        return new MailOrder(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getString("kind"),
                row.getString("recipient"),
                row.getString("owner_name"),
                row.getString("locale"),
                instant(row, "event_at"),
                row.getString("traceparent"));
    }

    /** The job as the one holds it who claimed it with that fence, at that time. */
    static MailJob job(ResultSet row, long fence, Instant claimedAt) throws SQLException {
        return new MailJob(
                order(row),
                fence,
                row.getInt("attempts"),
                row.getBoolean("in_doubt"),
                instant(row, "created_at"),
                claimedAt);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
