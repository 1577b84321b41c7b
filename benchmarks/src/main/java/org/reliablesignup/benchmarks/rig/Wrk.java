package org.reliablesignup.benchmarks.rig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Closed load: so many connections, each with the next sign-up as soon as the last is answered. Tells a rate, no latency. */
public final class Wrk {

    private static final Pattern SIGN_UPS = Pattern.compile("sign-ups (\\d+)");
    private static final Pattern SECONDS = Pattern.compile("seconds ([\\d.]+)");
    private static final Pattern FAILED = Pattern.compile("failed (\\d+)");
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Path script;

    /** @param folder for its script */
    public Wrk(Path folder) {
        script = Resources.file(folder, "sign-up.lua");
    }

    /**
     * Sign-ups per second that were answered 201. Others are not counted: who takes more than it can do, refuses some.
     *
     * @throws IllegalStateException if none was
     */
    public double signUpsPerSecond(int port, int connections, Duration time) {
        String said = Tools.run(
                "env",
                "BENCHMARK_RUN=%d-%d".formatted(ProcessHandle.current().pid(), RUNS.incrementAndGet()),
                Tools.path("wrk"),
                "-t1",
                "-c" + connections,
                "-d%ds".formatted(time.toSeconds()),
                "--timeout=10s",
                "-s" + script,
                "http://localhost:" + port);
        double signUps = Tools.number(SIGN_UPS, said);
        double failed = Tools.number(FAILED, said);
        if (failed >= signUps) {
            throw new IllegalStateException("no sign-up was answered 201: " + said);
        }
        return (signUps - failed) / Tools.number(SECONDS, said);
    }
}
