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
    private long rings;
    private long due;
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
        due = System.nanoTime() + time.toNanos();
        // One that rings too early sets itself anew: that is rare, and a step of a conversation is not.
        if (alarm == null || rings - due > 0) {
            cancel();
            setAlarm(time.toNanos());
        }
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
        if (number != alarms || closed || passed) {
            return;
        }
        long left = due - System.nanoTime();
        if (left > 0) {
            setAlarm(left);
        } else {
            passed = true;
            thread.interrupt();
        }
    }

    private void setAlarm(long nanos) {
        int number = ++alarms;
        rings = System.nanoTime() + nanos;
        alarm = timer.schedule(() -> ring(number), nanos, TimeUnit.NANOSECONDS);
    }

    private void cancel() {
        if (alarm != null) {
            alarm.cancel(false);
        }
    }
}
