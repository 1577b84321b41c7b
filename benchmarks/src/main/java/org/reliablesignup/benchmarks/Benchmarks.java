package org.reliablesignup.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reliablesignup.benchmarks.micro.Micro;
import org.reliablesignup.benchmarks.rig.Machine;
import org.reliablesignup.benchmarks.rig.Rig;
import org.reliablesignup.benchmarks.timing.SignUpTiming;

/** Measures one chapter after the other, prints one table of each, and keeps the raw figures and a plot. */
final class Benchmarks {

    private static final Path FOLDER = Path.of("target", "benchmarks").toAbsolutePath();

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
        if (names.equals(List.of("micro"))) {
            Files.createDirectories(FOLDER);
            Micro.run(FOLDER.resolve("micro.json"));
            return;
        }
        StringBuilder report = new StringBuilder(Machine.describe() + "\n\n");
        for (String name : names) {
            Chapter chapter = CHAPTERS.get(name);
            if (chapter == null) {
                throw new IllegalArgumentException("no chapter %s; there are %s".formatted(name, CHAPTERS.keySet()));
            }
            report.append(measure(name, chapter)).append('\n');
            Files.writeString(FOLDER.resolve("results.md"), report);
        }
        System.out.println(report);
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
