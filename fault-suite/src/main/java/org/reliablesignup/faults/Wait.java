package org.reliablesignup.faults;

import java.time.Duration;
import org.awaitility.Awaitility;

/** Waits for what must come true, and says what did not. */
final class Wait {

    private Wait() {}

    static void until(String what, Duration atMost, Condition condition) {
        Awaitility.await(what)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(condition::holds);
    }

    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }
}
