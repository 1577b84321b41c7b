package org.reliablesignup.emailservice.smtp;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends what the current thread does on a socket when it takes too long, also where bytes keep trickling in: to interrupt
 * a virtual thread that reads, writes or connects closes the socket (see {@link java.net.Socket}). To be closed on the
 * same thread; afterwards the thread is not interrupted.
 */
final class Deadline implements AutoCloseable {

    private final ScheduledExecutorService timer;
    private final Thread thread = Thread.currentThread();
    private @Nullable Future<?> alarm;
    private int alarms;
    private boolean passed;
    private boolean closed;

    Deadline(ScheduledExecutorService timer) {
        if (!thread.isVirtual()) {
            throw new IllegalStateException("only a virtual thread can be called back from a socket");
        }
        this.timer = timer;
    }

    /** Replaces the earlier one. Once a deadline has passed, it has. */
    synchronized void in(Duration time) {
        cancel();
        int number = ++alarms;
        alarm = timer.schedule(() -> ring(number), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    synchronized boolean hasPassed() {
        return passed;
    }

    @Override
    public synchronized void close() {
        cancel();
        closed = true;
        if (passed) {
            Thread.interrupted();
        }
    }

    private synchronized void ring(int number) {
        if (number == alarms && !closed && !passed) {
            passed = true;
            thread.interrupt();
        }
    }

    private void cancel() {
        if (alarm != null) {
            alarm.cancel(false);
        }
    }
}
