package org.reliablesignup.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.commons.statistics.descriptive.Median;

/** The figures of one chapter: kept raw as they come, and printed as one table with medians, spreads and ratios. */
final class Results {

    /** The line that all others are compared with. */
    static final String OURS = "ours";

    private final String chapter;
    private final String unit;
    private final Path raw;
    private final PrintStream out;
    private final List<Figure> figures = new ArrayList<>();

    /**
     * @param unit of all its figures
     * @param raw where they are appended, one a line
     * @param out told of each at once, so that whoever waits sees how far it is
     */
    Results(String chapter, String unit, Path raw, PrintStream out) {
        this.chapter = chapter;
        this.unit = unit;
        this.raw = raw;
        this.out = out;
    }

    /** @param round figures of one round are compared with each other, as they were measured in the same minutes */
    void add(String condition, String line, int round, double value) {
        Figure figure = new Figure(condition, line, round, value);
        figures.add(figure);
        String text =
                String.format(Locale.ROOT, "\"%s\",\"%s\",\"%s\",%d,%.3f", chapter, condition, line, round, value);
        out.println(text);
        try {
            Files.writeString(raw, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String chapter() {
        return chapter;
    }

    String unit() {
        return unit;
    }

    List<String> conditions() {
        return figures.stream().map(Figure::condition).distinct().toList();
    }

    List<String> lines() {
        return figures.stream().map(Figure::line).distinct().toList();
    }

    /** NaN if there is no figure. */
    double median(String condition, String line) {
        return median(values(figure -> figure.is(condition, line)));
    }

    /** A table in Markdown. */
    String table() {
        boolean compares = lines().contains(OURS) && lines().size() > 1;
        StringBuilder table = new StringBuilder("### %s\n\n| | | %s | least to most |%s\n|---|---|---:|---|%s\n"
                .formatted(
                        chapter, unit, compares ? " ours : this | least to most |" : "", compares ? "---:|---|" : ""));
        for (String condition : conditions()) {
            for (String line : lines()) {
                double[] values = values(figure -> figure.is(condition, line));
                if (values.length == 0) {
                    continue;
                }
                table.append("| %s | %s | %s | %s |".formatted(condition, line, text(median(values)), spread(values)));
                if (compares) {
                    double[] ratios = ratios(condition, line);
                    table.append(
                            line.equals(OURS) || ratios.length == 0
                                    ? " | |"
                                    : " %s | %s |".formatted(ratio(median(ratios)), ratioSpread(ratios)));
                }
                table.append('\n');
            }
        }
        return table.toString();
    }

    /** Ours to that line, round by round. */
    private double[] ratios(String condition, String line) {
        return figures.stream()
                .filter(figure -> figure.is(condition, line))
                .flatMap(figure -> figures.stream()
                        .filter(ours -> ours.is(condition, OURS) && ours.round == figure.round)
                        .map(ours -> ours.value / figure.value))
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private double[] values(Predicate<Figure> wanted) {
        return figures.stream().filter(wanted).mapToDouble(Figure::value).toArray();
    }

    private static double median(double[] values) {
        return Median.withDefaults().evaluate(values);
    }

    private static String spread(double[] values) {
        return values.length == 1 ? "" : "%s to %s".formatted(text(min(values)), text(max(values)));
    }

    private static String ratioSpread(double[] values) {
        return values.length == 1 ? "" : "%s to %s".formatted(ratio(min(values)), ratio(max(values)));
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    /** Three digits that count are more than the machine is good for. */
    private static String text(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private record Figure(String condition, String line, int round, double value) {

        boolean is(String wantedCondition, String wantedLine) {
            return condition.equals(wantedCondition) && line.equals(wantedLine);
        }
    }
}
