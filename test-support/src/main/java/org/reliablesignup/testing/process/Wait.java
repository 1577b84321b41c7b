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

    /**
     * Waits until nothing is left, however long it takes as long as it gets less.
     *
     * @param atMost without getting less
     */
    public static void untilNothingIsLeft(String what, Duration atMost, Left left) {
        long least = Long.MAX_VALUE;
        while (least > 0) {
            long before = least;
            least = Awaitility.await(before == Long.MAX_VALUE ? what : "%s, and %d are left".formatted(what, before))
                    .atMost(atMost)
                    // Whoever counts much, and often, takes the database from those who work.
                    .pollInterval(Duration.ofMillis(Math.clamp(before / 10, 100, 3_000)))
                    .ignoreExceptions()
                    .until(left::count, now -> now < before);
        }
    }

    @FunctionalInterface
    public interface Left {
        long count() throws Exception;
    }

    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }
}
