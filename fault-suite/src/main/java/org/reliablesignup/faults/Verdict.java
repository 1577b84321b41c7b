package org.reliablesignup.faults;

import java.time.Duration;
import java.util.Locale;
import org.reliablesignup.testing.RealParts.Database;

/**
 * What one fault did.
 *
 * @param ledgers what was written where, once all had come to rest
 * @param perSecond sign-ups tried per second
 * @param attempted sign-ups tried
 * @param recovery from the end of the fault until nothing was left to do
 * @param answers 99th percentiles of the time that an answer took
 */
record Verdict(
        String fault,
        Database database,
        Ledgers ledgers,
        int perSecond,
        int attempted,
        Duration recovery,
        Percentiles answers) {

    static final String HEADER = """
            | fault | database | load | 201 / tried | lost | expired | copies | of them unexplained | recovery | POST p99 before | during | after |
            |---|---|---|---|---|---|---|---|---|---|---|---|""";

    /** Before the fault, while it lasted, and once it was over. */
    record Percentiles(Duration before, Duration during, Duration after) {}

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d/s | %d / %d | %d | %d | %d | %d | %.1f s | %d ms | %d ms | %d ms |",
                fault,
                database,
                perSecond,
                ledgers.promises().size(),
                attempted,
                ledgers.lost(),
                ledgers.expired().size(),
                ledgers.copies(),
                ledgers.unexplainedCopies(),
                recovery.toMillis() / 1000.0,
                answers.before().toMillis(),
                answers.during().toMillis(),
                answers.after().toMillis());
    }
}
