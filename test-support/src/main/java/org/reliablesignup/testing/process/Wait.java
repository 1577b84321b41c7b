package org.reliablesignup.testing.process;

import java.time.Duration;
import org.awaitility.Awaitility;

/** Waits for what must come true, and says what did not. */
public final class Wait {

    private Wait() {}

    public static void until(String what, Duration atMost, Condition condition) {
        Awaitility.await(what)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(condition::holds);
    }

    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }
}
