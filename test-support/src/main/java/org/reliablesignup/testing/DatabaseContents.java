package org.reliablesignup.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** All that a database holds, as text, to look for what should be nowhere. */
public final class DatabaseContents {

    private DatabaseContents() {}

    /** Every value of every row of every table; bytes are read as UTF-8. */
    public static String of(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet names = statement.executeQuery(
                    "select table_name from information_schema.tables where table_schema = 'public'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            StringBuilder contents = new StringBuilder();
            for (String table : tables) {
                contents.append(table).append('\n');
                try (ResultSet rows = statement.executeQuery("select * from \"" + table + '"')) {
                    append(rows, contents);
                }
            }
            return contents.toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void append(ResultSet rows, StringBuilder contents) throws SQLException {
        while (rows.next()) {
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                Object value = rows.getObject(column);
                contents.append(value instanceof byte[] bytes ? new String(bytes, UTF_8) : value)
                        .append(' ');
            }
            contents.append('\n');
        }
    }
}
