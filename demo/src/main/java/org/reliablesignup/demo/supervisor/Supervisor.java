package org.reliablesignup.demo.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Runs services as processes and starts each again when it dies. They end with this process, however it ends.
 *
 * <p>Thread-safe.
 */
public final class Supervisor implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final Readiness readiness = new Readiness();
    private final List<ServiceProcess> processes;
    private final List<ServiceSpec> specs;

    /**
     * Starts nothing yet.
     *
     * @param tell gets a line for people whenever a service is ready or has died
     */
    public Supervisor(List<ServiceSpec> specs, Consumer<String> tell) {
        this.specs = List.copyOf(specs);
        this.processes = specs.stream()
                .map(spec -> new ServiceProcess(spec, readiness, tell))
                .toList();
    }

    /** Starts all of them at once and returns at once. */
    public void start() {
        processes.forEach(ServiceProcess::start);
    }

    /** Waits until each has been ready once. */
    public void awaitReady() throws InterruptedException {
        for (ServiceProcess process : processes) {
            process.awaitReady();
        }
    }

    /** The process id of a service; empty while it is not running. */
    public OptionalLong pid(String name) {
        for (int i = 0; i < specs.size(); i++) {
            Process process = processes.get(i).process();
            if (specs.get(i).name().equals(name) && process != null) {
                return OptionalLong.of(process.pid());
            }
        }
        return OptionalLong.empty();
    }

    /** Ends all of them, together, and returns when they are gone: after a few seconds at most. */
    @Override
    public void close() throws InterruptedException {
        processes.forEach(ServiceProcess::stop);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (ServiceProcess process : processes) {
            process.awaitEnd(deadline);
        }
        readiness.close();
    }
}
