package org.reliablesignup.faults;

import java.time.Duration;
import java.util.Locale;

/**
 * What one fault did.
 *
 * @param ledgers what was written where, once all had come to rest
 * @param attempted sign-ups tried
 * @param recovery from the end of the fault until nothing was left to do
 * @param before 99th percentile of the answers before the fault
 * @param during 99th percentile of the answers while the fault lasted
 */
record Verdict(String fault, Ledgers ledgers, int attempted, Duration recovery, Duration before, Duration during) {

    static final String HEADER = """
            | fault | 201 / tried | lost | copies | of them unexplained | recovery | POST p99 before | during |
            |---|---|---|---|---|---|---|---|""";

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %d / %d | %d | %d | %d | %.1f s | %d ms | %d ms |",
                fault,
                ledgers.promises().size(),
                attempted,
                ledgers.lost(),
                ledgers.copies(),
                ledgers.unexplainedCopies(),
                recovery.toMillis() / 1000.0,
                before.toMillis(),
                during.toMillis());
    }
}
