package org.reliablesignup.benchmarks.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.reliablesignup.testing.process.Service;

/** What a process holds, in MiB. */
public final class Memory {

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** The last line of a histogram: how many objects, and their bytes. */
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    private Memory() {}

    /** Of the machine's memory. */
    public static double resident(Service service) {
        try {
            return Tools.number(RESIDENT, Files.readString(Path.of("/proc", pid(service), "status"))) / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the heap, by what is alive; at one moment, also of a process that works. */
    public static double liveHeap(Service service) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return Tools.number(TOTAL, Tools.run(jcmd, pid(service), "GC.class_histogram")) / (1 << 20);
    }

    private static String pid(Service service) {
        return Long.toString(service.process().pid());
    }
}
