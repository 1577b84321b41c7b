package org.reliablesignup.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The verdicts of a class of faults, as a table on the console and in {@code target/faults}. */
final class Report {

    private final List<Verdict> verdicts = new ArrayList<>();
    private final String name;

    Report(String name) {
        this.name = name;
    }

    void add(Verdict verdict) {
        verdicts.add(verdict);
        System.out.println(verdict.row());
    }

    void print() {
        List<String> lines = new ArrayList<>(List.of(Verdict.HEADER));
        verdicts.forEach(verdict -> lines.add(verdict.row()));
        lines.forEach(System.out::println);
        try {
            Files.createDirectories(Path.of("target", "faults"));
            Files.write(Path.of("target", "faults", name + ".md"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
