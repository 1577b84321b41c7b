package org.reliablesignup.benchmarks.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.reliablesignup.testing.process.FreePorts;

/**
 * Debian's PostgreSQL, on a cluster of its own on disk, with its defaults as far as durability goes: {@code fsync} and
 * {@code synchronous_commit} are on. The embedded one of the tests has both off and would be no measure. It refuses to
 * run as root; then it runs as the user postgres.
 */
public final class Postgres implements AutoCloseable {

    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

    /** Memory for a small machine; WAL enough, and time, that a checkpoint seldom falls into one line of a comparison alone. */
    private static final String SETTINGS =
            "-c shared_buffers=512MB -c max_wal_size=4GB -c checkpoint_timeout=1h -c max_connections=400";

    private final Path bin;
    private final Path folder;
    private final int port = FreePorts.one();
    private final AtomicInteger databases = new AtomicInteger();
    private boolean closed;

    private Postgres(Path bin, Path folder) {
        this.bin = bin;
        this.folder = folder;
    }

    /** Starts one; returns when it takes connections. */
    public static Postgres start() {
        try {
            // Not below ours: another user has to reach it. Not in /tmp: that may be memory.
            Path folder = Files.createTempDirectory(Path.of("/var/tmp"), "benchmark-postgres");
            Postgres postgres = new Postgres(newestBin(), folder);
            postgres.start(folder);
            // Whoever interrupts a run finds nothing left.
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(Path folder) {
        if (isRoot()) {
            Tools.run("chown", "postgres", folder.toString());
        }
        command("initdb", "-D", data(), "-U", Database.USER, "--auth=trust", "--no-instructions");
        command(
                "pg_ctl",
                "-D",
                data(),
                "-w",
                "-l",
                folder.resolve("log").toString(),
                "-o",
                SETTINGS
                        + " -c listen_addresses=localhost -c port=%d -c unix_socket_directories=%s"
                                .formatted(port, folder),
                "start");
    }

    /** A new and empty one. */
    public Database create(String purpose) {
        String name = purpose.replace('-', '_') + "_" + databases.incrementAndGet();
        new Database(port, "postgres").execute("create database " + name);
        return new Database(port, name);
    }

    private static Path newestBin() throws IOException {
        Tools.path("pgbench");
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.max(Comparator.comparingInt(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .orElseThrow(() -> new IllegalStateException("no PostgreSQL in " + VERSIONS))
                    .resolve("bin");
        }
    }

    private void command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(arguments));
        // A server that inherits our pipe would keep it open.
        List<String> quiet = new ArrayList<>(List.of("sh", "-c", "cd / && exec \"$@\" >\"$0\" 2>&1", log()));
        quiet.addAll(command);
        Tools.run(quiet.toArray(String[]::new));
    }

    private String log() {
        return folder + "." + "commands";
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        command("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
        Tools.run("rm", "-rf", folder.toString(), log());
    }
}
