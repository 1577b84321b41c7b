package org.reliablesignup.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the alert rules and the dashboard in {@code compose/monitoring} ask for. */
public final class WatchedMetrics {

    private static final List<Path> FILES = List.of(
            Path.of("../compose/monitoring/alerts.yml"),
            Path.of("../compose/monitoring/grafana/dashboards/sign-up.json"));

    private static final Pattern NAME =
            Pattern.compile("\\b(?:outbox|mail|kafka|dead|signup|http|hikaricp|jvm|process)_[a-z_]+\\b");

    private static final Pattern EXPORTED = Pattern.compile("^([a-z_]+)(?:\\{.*)? ", Pattern.MULTILINE);

    private WatchedMetrics() {}

    /**
     * Those that are not there.
     *
     * @param exported what {@code /actuator/prometheus} answers
     */
    public static Set<String> missingIn(String exported) {
        Set<String> missing = new TreeSet<>();
        FILES.forEach(file -> missing.addAll(names(file)));
        EXPORTED.matcher(exported).results().map(metric -> metric.group(1)).forEach(missing::remove);
        return missing;
    }

    private static List<String> names(Path file) {
        try {
            List<String> names = NAME.matcher(Files.readString(file))
                    .results()
                    .map(MatchResult::group)
                    .toList();
            if (names.isEmpty()) {
                throw new IllegalStateException("nothing is watched by " + file);
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
