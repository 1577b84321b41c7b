package org.reliablesignup.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What broker and inbox log goes to a file; the console is for the few lines that people need. */
final class DemoLog {

    private static final int LONGEST = 10_000_000;

    private DemoLog() {}

    static Path open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("broker.log");
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s %5$s%6$s%n");
        LogManager.getLogManager().reset();
        FileHandler handler = new FileHandler(file.toString().replace("%", "%%"), LONGEST, 1, true);
        handler.setFormatter(new SimpleFormatter());
        handler.setEncoding("UTF-8");
        Logger.getLogger("").addHandler(handler);
        return file;
    }
}
