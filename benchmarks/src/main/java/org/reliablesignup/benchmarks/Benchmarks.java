package org.reliablesignup.benchmarks;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reliablesignup.benchmarks.micro.Micro;
import org.reliablesignup.benchmarks.rig.Machine;
import org.reliablesignup.benchmarks.rig.Rig;
import org.reliablesignup.benchmarks.timing.SignUpTiming;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures one chapter after the other, prints one table of each, and keeps the raw figures and a plot. */
final class Benchmarks {

    private static final Path FOLDER = Path.of("target", "benchmarks").toAbsolutePath();

    private static final Logger log = LoggerFactory.getLogger(Benchmarks.class);

    private static final Map<String, Chapter> CHAPTERS = new LinkedHashMap<>();

    static {
        CHAPTERS.put("sign-ups", new SignUpRate());
        CHAPTERS.put("time-to-mail", new TimeToMail());
        CHAPTERS.put("mail-backlog", new MailBacklog());
        CHAPTERS.put("event-backlog", new EventBacklog());
        CHAPTERS.put("sustained", new Sustained());
        CHAPTERS.put("growth", new Growth());
        CHAPTERS.put("partitions", new Partitions());
        CHAPTERS.put("take-over", new TakeOver());
        CHAPTERS.put("start", new StartAndMemory());
    }

    private Benchmarks() {}

    /** @param arguments names of chapters; all but the last two, micro and sign-up-timing, where there are none */
    public static void main(String[] arguments) throws Exception {
        List<String> names = arguments.length == 0 ? List.copyOf(CHAPTERS.keySet()) : List.of(arguments);
        if (names.equals(List.of("sign-up-timing"))) {
            SignUpTiming.main(new String[0]);
            return;
        }
        Files.createDirectories(FOLDER);
        if (names.equals(List.of("micro"))) {
            Micro.run(FOLDER.resolve("micro.json"));
            return;
        }
        for (String name : names) {
            if (!CHAPTERS.containsKey(name)) {
                throw new IllegalArgumentException("no chapter %s; there are %s".formatted(name, CHAPTERS.keySet()));
            }
        }
        StringBuilder report = new StringBuilder(Machine.describe() + "\n\n");
        List<String> failed = new ArrayList<>();
        for (String name : names) {
            try {
                report.append(measure(name, requireNonNull(CHAPTERS.get(name)))).append('\n');
            } catch (Exception e) {
                // The next ones, an hour of work, do not hang on it.
                log.error("Chapter {} has failed", name, e);
                failed.add(name);
            }
            Files.writeString(FOLDER.resolve("results.md"), report);
        }
        System.out.println(report);
        if (!failed.isEmpty()) {
            throw new IllegalStateException("not measured: " + failed);
        }
    }

    private static String measure(String name, Chapter chapter) throws Exception {
        Path raw = FOLDER.resolve(name + ".csv");
        Files.deleteIfExists(raw);
        Results results = new Results(chapter.title(), chapter.unit(), raw, System.out);
        try (Rig rig = new Rig(FOLDER.resolve(name))) {
            chapter.measure(rig, results);
        }
        Files.writeString(FOLDER.resolve(name + ".svg"), Plot.of(results));
        return results.table();
    }
}
