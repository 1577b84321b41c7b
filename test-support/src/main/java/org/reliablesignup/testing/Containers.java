package org.reliablesignup.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the real parts are containers, by the system property {@code tests.containers}: {@code true}, as Maven's profile
 * {@code containers} sets it, {@code false}, or {@code auto}, where an engine has all of their images already. So {@code
 * auto} never waits for a registry.
 */
final class Containers {

    private static final Logger log = LoggerFactory.getLogger(Containers.class);
    private static final int SECONDS_TO_ANSWER = 10;

    /** Of a machine that has much else to do. */
    static final Duration STARTS_WITHIN = Duration.ofMinutes(3);

    /** Testcontainers' own, which removes what a killed JVM leaves behind. */
    private static final String RYUK = "testcontainers/ryuk:0.14.0";

    private static final boolean WANTED = decide(System.getProperty("tests.containers", "false"));

    private Containers() {}

    static boolean wanted() {
        return WANTED;
    }

    /** That of a service of {@code docker-compose.yml}, so that tests and users run the same. */
    static String image(String service) {
        Path file = composeFile(Path.of("").toAbsolutePath());
        try {
            Matcher image = Pattern.compile("(?m)^  " + service + ":\\R    image: (\\S+)$")
                    .matcher(Files.readString(file));
            if (!image.find()) {
                throw new IllegalStateException(file + " names no image for " + service);
            }
            return image.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path composeFile(Path folder) {
        Path file = folder.resolve("docker-compose.yml");
        Path parent = folder.getParent();
        if (Files.exists(file) || parent == null) {
            return file;
        }
        return composeFile(parent);
    }

    private static boolean decide(String wanted) {
        boolean containers = switch (wanted) {
            case "true" -> true;
            case "false" -> false;
            case "auto" -> imagesAreHere();
            default -> throw new IllegalArgumentException("tests.containers=" + wanted);
        };
        log.info(
                "The real parts of the tests are {} (tests.containers={})",
                containers ? "containers" : "embedded",
                wanted);
        return containers;
    }

    private static boolean imagesAreHere() {
        List<String> command = new ArrayList<>(List.of("docker", "image", "inspect"));
        command.addAll(List.of(image("kafka"), image("postgres"), image("mailpit")));
        if (!Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))) {
            command.add(RYUK);
        }
        try {
            Process docker = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (docker.waitFor(SECONDS_TO_ANSWER, TimeUnit.SECONDS)) {
                return docker.exitValue() == 0;
            }
            docker.destroyForcibly();
            return false;
        } catch (IOException e) {
            log.debug("There is no docker", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
