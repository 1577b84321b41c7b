package org.reliablesignup.demo.supervisor;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One service, started again whenever it dies, until it is stopped. */
final class ServiceProcess {

    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(100);

    private final ServiceSpec spec;
    private final Readiness readiness;
    private final Consumer<String> tell;
    private final BackOff backOff = new BackOff();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch firstReady = new CountDownLatch(1);
    private final Thread keeper;
    private volatile @Nullable Process process;

    ServiceProcess(ServiceSpec spec, Readiness readiness, Consumer<String> tell) {
        this.spec = spec;
        this.readiness = readiness;
        this.tell = tell;
        this.keeper = Thread.ofVirtual().name(spec.name()).unstarted(this::keepRunning);
    }

    void start() {
        keeper.start();
    }

    void awaitReady() throws InterruptedException {
        firstReady.await();
    }

    /** The process as it is now; null between two lives. */
    @Nullable
    Process process() {
        return process;
    }

    /** Asks it to end and to stay away. */
    void stop() {
        stopping.countDown();
        Process running = process;
        if (running != null) {
            letGo(running);
        }
    }

    /** Waits until it has ended, and ends it by force at {@code deadline} (of {@link System#nanoTime()}). */
    void awaitEnd(long deadline) throws InterruptedException {
        if (keeper.getState() == Thread.State.NEW) {
            return;
        }
        if (!keeper.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
            Process running = process;
            if (running != null) {
                running.destroyForcibly();
            }
            keeper.join();
        }
    }

    private void keepRunning() {
        try {
            while (!stops(Duration.ZERO)) {
                liveOrWait();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void liveOrWait() throws InterruptedException {
        try {
            live();
        } catch (IOException e) {
            tell.accept("%s cannot be started now, and is tried again: %s".formatted(spec.name(), e));
            stops(backOff.after(false));
        }
    }

    private void live() throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process running = ChildJvm.start(spec);
        process = running;
        if (stops(Duration.ZERO)) {
            letGo(running);
        }
        boolean ready = awaitReady(running);
        if (ready) {
            double seconds = (System.nanoTime() - start) / 1e9;
            tell.accept("%s is ready after %.1f s, pid %d".formatted(spec.name(), seconds, running.pid()));
            firstReady.countDown();
        }
        int code = running.waitFor();
        process = null;
        // When the whole process group is told to end, the service may be gone before this process has heard of it.
        Duration pause = backOff.after(ready);
        if (!stops(pause)) {
            tell.accept("%s (pid %d) died with exit code %d and is started again; its log: %s"
                    .formatted(spec.name(), running.pid(), code, spec.log()));
        }
    }

    private boolean awaitReady(Process running) throws InterruptedException {
        while (running.isAlive() && !stops(Duration.ZERO)) {
            if (readiness.isReady(spec.readiness())) {
                return running.isAlive();
            }
            if (stops(BETWEEN_CHECKS)) {
                return false;
            }
        }
        return false;
    }

    // The tether's other end: the service leaves in good order, on every operating system.
    private static void letGo(Process running) {
        try {
            running.getOutputStream().close();
        } catch (IOException _) {
            running.destroy();
        }
    }

    private boolean stops(Duration within) throws InterruptedException {
        return stopping.await(within.toMillis(), TimeUnit.MILLISECONDS);
    }
}
