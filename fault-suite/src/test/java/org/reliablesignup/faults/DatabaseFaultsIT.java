package org.reliablesignup.faults;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that is away, full, read-only, jammed or at odds with itself, under either service. */
class DatabaseFaultsIT extends Faults {

    private static final Duration A_WHILE = Duration.ofSeconds(5);

    DatabaseFaultsIT() {
        super(1, 1);
    }

    /** Whose database. */
    enum Of {
        ACCOUNT_SERVICE("account"),
        EMAIL_SERVICE("mail_job");

        private final String table;

        Of(String table) {
            this.table = table;
        }

        private Store store(Bed bed) {
            return this == ACCOUNT_SERVICE ? bed.accountStore : bed.emailStore;
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesADatabaseThatIsAway(Of owner) throws Exception {
        survives("database away, " + words(owner), bed -> {
            owner.store(bed).link().become(FaultyLink.Weather.CUT);
            bed.last(A_WHILE);
            owner.store(bed).link().heal();
        });
    }

    @Tag(LONG)
    @ParameterizedTest
    @EnumSource
    void survivesADatabaseThatIsReadOnly(Of owner) throws Exception {
        survives("database read-only, " + words(owner), bed -> {
            Store store = owner.store(bed);
            String database =
                    store.texts("select current_database()").iterator().next();
            store.execute("alter database " + database + " set default_transaction_read_only = on");
            store.dropConnections();
            bed.last(A_WHILE);
            store.execute("alter database " + database + " reset default_transaction_read_only");
            store.dropConnections();
        });
    }

    @Tag(LONG)
    @ParameterizedTest
    @EnumSource
    void survivesADatabaseThatIsFull(Of owner) throws Exception {
        survives("database full, " + words(owner), bed -> failingInserts(owner, bed, "53100", "true"));
    }

    @Tag(LONG)
    @ParameterizedTest
    @EnumSource
    void survivesDeadlocks(Of owner) throws Exception {
        survives(
                "every fifth insert a deadlock, " + words(owner),
                bed -> failingInserts(owner, bed, "40P01", "random() < 0.2"));
    }

    @Tag(LONG)
    @ParameterizedTest
    @EnumSource
    void survivesAPoolThatIsExhausted(Of owner) throws Exception {
        survives("table locked until the pool is exhausted, " + words(owner), bed -> {
            try (Connection connection = owner.store(bed).connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("lock table " + owner.table + " in access exclusive mode");
                bed.last(A_WHILE);
                connection.rollback();
            }
        });
    }

    /** With the error that PostgreSQL itself would give. */
    private static void failingInserts(Of owner, Bed bed, String sqlState, String when) {
        Store store = owner.store(bed);
        store.execute("""
                create function fail() returns trigger language plpgsql as $$
                begin
                    if %s then raise exception 'provoked' using errcode = '%s'; end if;
                    return new;
                end $$;
                create trigger fail before insert on %s for each row execute function fail()""".formatted(when, sqlState, owner.table));
        bed.last(A_WHILE);
        store.execute("drop trigger fail on %s; drop function fail()".formatted(owner.table));
    }
}
