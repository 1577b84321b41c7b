package org.reliablesignup.benchmarks.rig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** The limit: the statements of a script and nothing around them, from a client in C that prepares each once. */
public final class Pgbench {

    private static final Pattern RATE = Pattern.compile("tps = ([\\d.]+)");

    private Pgbench() {}

    /** Transactions per second. */
    public static double transactionsPerSecond(Database database, Path script, int connections, Duration time) {
        return Tools.number(
                RATE,
                Tools.run(
                        Tools.path("pgbench"),
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--host=localhost",
                        "--port=" + database.port(),
                        "--username=" + Database.USER,
                        "--client=" + connections,
                        "--jobs=" + Math.min(2, connections),
                        "--time=" + time.toSeconds(),
                        "--file=" + script,
                        database.name()));
    }
}
