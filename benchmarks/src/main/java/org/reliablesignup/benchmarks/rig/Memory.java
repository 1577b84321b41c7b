package org.reliablesignup.benchmarks.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a process holds, in MiB. */
public final class Memory {

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** The last line of a histogram: how many objects, and their bytes. */
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    private Memory() {}

    /** Of the machine's memory. */
    public static double resident(long pid) {
        try {
            return Tools.number(RESIDENT, Files.readString(Path.of("/proc", Long.toString(pid), "status"))) / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the heap, by what is alive; at one moment, also of a process that works. */
    public static double liveHeap(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return Tools.number(TOTAL, Tools.run(jcmd, Long.toString(pid), "GC.class_histogram")) / (1 << 20);
    }
}
