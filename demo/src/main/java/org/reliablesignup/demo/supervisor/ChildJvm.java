package org.reliablesignup.demo.supervisor;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts a service in a JVM of its own, of the same JDK as this one, tethered to this process. */
final class ChildJvm {

    private static final long LONGEST_LOG = 10_000_000;

    private ChildJvm() {}

    static Process start(ServiceSpec spec) throws IOException {
        Files.createDirectories(spec.log().toAbsolutePath().getParent());
        setAsideWhenLong(spec.log());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(spec.jvmFlags());
        command.add(Tether.class.getName());
        command.add(spec.mainClass());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(spec.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().putAll(spec.environment());
        builder.environment().put("CLASSPATH", classPath(spec));
        return builder.start();
    }

    // The tether comes last: whatever else is beside it, the service finds its own things first.
    private static String classPath(ServiceSpec spec) {
        return Stream.concat(spec.classPath().stream(), Stream.of(placeOfTether()))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path placeOfTether() {
        try {
            return Path.of(Tether.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void setAsideWhenLong(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LONGEST_LOG) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
