package org.reliablesignup.benchmarks.timing;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.descriptive.Quantile;
import org.reliablesignup.benchmarks.timing.Address.Kind;

/** Prints what a run showed, as tables in Markdown, and keeps the raw figures. */
final class Report {

    /** By how many microseconds the control makes one group slower: what would have been seen? */
    private static final double[] SHIFTS = {0, 50, 100, 200};

    private static final double[] QUANTILES = {0.5, 0.9, 0.99};

    private final PrintStream out;
    private final Path folder;

    /** @param folder where the raw figures go */
    Report(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    void write(int connections, List<Sample> samples) throws IOException {
        double[] fresh = Sample.micros(samples, Kind.FRESH);
        double[] confirmed = Sample.micros(samples, Kind.CONFIRMED);
        line("");
        line("| %d connection(s) | sign-ups | p50 µs | p90 µs | p99 µs |", connections);
        line("|---|---|---|---|---|");
        quantiles("fresh", fresh);
        quantiles("confirmed", confirmed);
        line("");
        line(
                "| confirmed slower by µs | difference of medians µs | Mann-Whitney p | Kolmogorov-Smirnov p | right guesses |");
        line("|---|---|---|---|---|");
        for (double shift : SHIFTS) {
            double[] shifted =
                    Arrays.stream(confirmed).map(time -> time + shift).toArray();
            Comparison comparison = Comparison.of(fresh, shifted);
            line(
                    "| %s | %.1f | %.3g | %.3g | %.2f %% |",
                    shift == 0 ? "as measured" : "%.0f more".formatted(shift),
                    comparison.medianDifference(),
                    comparison.mannWhitneyP(),
                    comparison.kolmogorovSmirnovP(),
                    100 * comparison.rightGuesses());
        }
        line("");
        line("Raw figures: %s", keep(connections, samples));
    }

    private void quantiles(String group, double[] times) {
        double[] values = Quantile.withDefaults().evaluate(times, QUANTILES);
        line("| %s | %d | %.1f | %.1f | %.1f |", group, times.length, values[0], values[1], values[2]);
    }

    private Path keep(int connections, List<Sample> samples) throws IOException {
        Path file = Files.createDirectories(folder).resolve("sign-up-timing-%d.csv".formatted(connections));
        List<String> lines = samples.stream()
                .map(sample -> "%d,%s,%d"
                        .formatted(sample.connection(), sample.address().kind(), sample.nanos()))
                .toList();
        Files.write(file, List.of("connection,kind,nanos"));
        return Files.write(file, lines, StandardOpenOption.APPEND);
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
