package org.reliablesignup.benchmarks.rig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closed load: so many connections, each with the next sign-up as soon as the last is answered. Tells a rate, no latency. */
public final class Wrk {

    private static final Pattern ANSWERED = Pattern.compile("answers (\\d+)");
    private static final Pattern SECONDS = Pattern.compile("seconds ([\\d.]+)");
    private static final Pattern REFUSED = Pattern.compile("refused (\\d+)");
    private static final Pattern UNANSWERED = Pattern.compile("unanswered (\\d+)");
    private static final Logger log = LoggerFactory.getLogger(Wrk.class);
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Path script;

    /** @param folder for its script */
    public Wrk(Path folder) {
        script = Resources.file(folder, "sign-up.lua");
    }

    /**
     * Sign-ups per second that were answered 201. Others are not counted, and logged: who takes more than it can do, refuses some.
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
        double answered = Tools.number(ANSWERED, said);
        double refused = Tools.number(REFUSED, said);
        double unanswered = Tools.number(UNANSWERED, said);
        if (refused >= answered) {
            throw new IllegalStateException("no sign-up was answered 201: " + said);
        }
        if (refused + unanswered > 0) {
            log.warn(
                    "Of sign-ups over {} connections {} are answered, of which {} not with 201, and {} failed",
                    connections,
                    answered,
                    refused,
                    unanswered);
        }
        return (answered - refused) / Tools.number(SECONDS, said);
    }
}
