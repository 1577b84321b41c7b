package org.reliablesignup.benchmarks.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.reliablesignup.testing.process.JavaProcess;
import org.reliablesignup.testing.process.Program;
import org.reliablesignup.testing.process.Service;
import org.reliablesignup.testing.process.Service.Kind;

/** A service as it is delivered: as one jar, and unpacked with a cache of classes as in its image (see Dockerfile). */
public final class PackedService {

    private static final String LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";

    /** As in the image, with the limit of its container written out. */
    private static final List<String> OPTIONS = List.of(
            "-XX:TieredStopAtLevel=4",
            "-Xmx256m",
            "-Xms128m",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED");

    private static final Duration TRAINS_WITHIN = Duration.ofMinutes(5);

    private final Kind kind;
    private final Path folder;
    private final Map<String, String> properties;

    /** Unpacks it and makes the cache. */
    public PackedService(Kind kind, Path parent, Map<String, String> properties) {
        this.kind = kind;
        this.folder = parent.resolve(kind.title());
        this.properties = properties;
        Tools.run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djarmode=tools",
                "-jar",
                jar(),
                "extract",
                "--destination",
                folder.toString(),
                "--application-filename",
                "app.jar");
        train();
    }

    /** With its cache, or as one jar. Waits until it is ready. */
    public Service start(boolean cached) {
        Program program = cached
                ? new Packed(kind.title() + "-cached", unpacked(), kind.mainClass())
                : new Packed(kind.title() + "-jar", jar(), LAUNCHER);
        Service service = new Service(program, 1, folder, properties);
        String[] options = Stream.concat(OPTIONS.stream(), cached ? Stream.of("-XX:AOTCache=" + cache()) : Stream.of())
                .toArray(String[]::new);
        return service.start(options).awaitReady();
    }

    private void train() {
        List<String> arguments = properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toList();
        List<String> options = Stream.concat(
                        OPTIONS.stream(), Stream.of("-XX:AOTCacheOutput=" + cache(), "-Dspring.context.exit=onRefresh"))
                .toList();
        int exit = JavaProcess.start(options, unpacked(), kind.mainClass(), arguments, folder.resolve("training.log"))
                .awaitExit(TRAINS_WITHIN);
        if (exit != 0 || !Files.exists(Path.of(cache()))) {
            throw new IllegalStateException("no cache was made, see " + folder);
        }
    }

    private String cache() {
        return folder.resolve("app.aot").toString();
    }

    private String unpacked() {
        return folder.resolve("app.jar").toString();
    }

    private String jar() {
        Path target = Path.of("..", kind.title(), "target").toAbsolutePath().normalize();
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("build " + kind.title() + " first"))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Packed(String title, String classPath, String mainClass) implements Program {}
}
