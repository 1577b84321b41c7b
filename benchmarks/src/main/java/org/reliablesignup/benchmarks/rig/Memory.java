package org.reliablesignup.benchmarks.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a process holds, in MiB. */
public final class Memory {

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** Of the heap's parts, and not of those for classes. */
    private static final Pattern USED =
            Pattern.compile("(?m)^ *(?:DefNew|Tenured|PSYoungGen|ParOldGen|garbage-first heap) .*used (\\d+)K");

    private Memory() {}

    /** Of the machine's memory. */
    public static double resident(long pid) {
        try {
            return Tools.number(RESIDENT, Files.readString(Path.of("/proc", Long.toString(pid), "status"))) / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the heap, by what is alive. */
    public static double liveHeap(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Tools.run(jcmd, Long.toString(pid), "GC.run");
        String heap = Tools.run(jcmd, Long.toString(pid), "GC.heap_info");
        long kibibytes = USED.matcher(heap)
                .results()
                .map(MatchResult::group)
                .mapToLong(line -> (long) Tools.number(Pattern.compile("used (\\d+)K"), line))
                .sum();
        if (kibibytes == 0) {
            throw new IllegalStateException("no heap in " + heap);
        }
        return kibibytes / 1024.0;
    }
}
