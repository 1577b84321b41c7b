package org.reliablesignup.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The verdicts as tables: of each class in {@code target/faults}, and of the whole run there in {@code table.md} and, at
 * its end, on the console.
 */
final class Report implements BeforeAllCallback {

    private static final Path FOLDER = Path.of("target", "faults");

    private final List<String> rows = new ArrayList<>();
    private String className = "";
    private WholeTable whole = new WholeTable();

    @Override
    public void beforeAll(ExtensionContext context) {
        className = context.getRequiredTestClass().getSimpleName();
        whole = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Report.class))
                .computeIfAbsent(WholeTable.class);
    }

    void add(Verdict verdict) {
        System.out.println(verdict.row());
        rows.add(verdict.row());
        write(className, rows);
        whole.add(verdict);
    }

    private static void write(String name, List<String> rows) {
        List<String> lines = new ArrayList<>(List.of(Verdict.HEADER));
        lines.addAll(rows);
        try {
            Files.createDirectories(FOLDER);
            Files.write(FOLDER.resolve(name + ".md"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closed when the last class is through. */
    static final class WholeTable implements AutoCloseable {

        private final List<String> rows = new ArrayList<>();

        private void add(Verdict verdict) {
            rows.add(verdict.row());
            write("table", rows);
        }

        @Override
        public void close() {
            System.out.println(Verdict.HEADER);
            rows.forEach(System.out::println);
        }
    }
}
