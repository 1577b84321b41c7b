package org.reliablesignup.outbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.reliablesignup.benchmarks.micro.MicroDatabase;
import org.reliablesignup.events.AccountCreated;
import org.reliablesignup.events.Event;
import org.springframework.transaction.support.TransactionTemplate;

/** What the database does for an event, each with its commit. The time is for one event. */
public class OutboxBenchmark {

    private static final int BATCH = 500;

    /** An empty table. */
    @State(Scope.Benchmark)
    public static class Empty {

        final MicroDatabase database = new MicroDatabase();
        final TransactionTemplate transaction = database.transaction();
        final OutboxTable table = new OutboxTable(database.jdbc());
        final Outbox outbox = new JdbcOutbox(table, CurrentTrace.NONE, () -> {});

        void append() {
            outbox.append(event());
        }

        @TearDown(Level.Iteration)
        public void delete() {
            database.jdbc().execute("truncate outbox");
        }

        @TearDown
        public void close() {
            database.close();
        }

        private static Event event() {
            return new AccountCreated(
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    Instant.parse("2026-03-01T10:15:30.123456Z"),
                    "Ada Lovelace",
                    "ada@example.com",
                    "en",
                    false);
        }
    }

    /** A batch of the relay. */
    @State(Scope.Benchmark)
    public static class Filled {

        @Setup(Level.Invocation)
        public void fill(Empty empty) {
            empty.transaction.executeWithoutResult(status -> {
                for (int i = 0; i < BATCH; i++) {
                    empty.append();
                }
            });
        }
    }

    /** In a transaction of its own; in a sign-up's it has no commit of its own. */
    @Benchmark
    public void append(Empty empty) {
        empty.transaction.executeWithoutResult(status -> empty.append());
    }

    /** A pass of the relay, without the broker. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void publish(Empty empty, Filled filled) {
        empty.transaction.executeWithoutResult(status -> {
            List<OutboxRecord> records = empty.table.lock() ? empty.table.next(BATCH) : List.of();
            if (records.size() != BATCH) {
                throw new IllegalStateException("%d records".formatted(records.size()));
            }
            empty.table.delete(records.stream().map(OutboxRecord::id).toList());
        });
    }
}
