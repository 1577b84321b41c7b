package org.reliablesignup.benchmarks.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** On what it was measured. */
public final class Machine {

    private Machine() {}

    /** In one line. */
    public static String describe() {
        return String.format(
                Locale.ROOT,
                "%d processors (%s), load average %.1f at the beginning, Linux %s, Java %s, %s",
                Runtime.getRuntime().availableProcessors(),
                model(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("os.version"),
                Runtime.version(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    private static String model() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
