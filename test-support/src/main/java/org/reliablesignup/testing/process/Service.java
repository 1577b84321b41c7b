package org.reliablesignup.testing.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One instance of a service, as the process that it is everywhere; keeps its ports when it is started again. */
public final class Service {

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(5);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Program program;
    private final String name;
    private final Path folder;
    private final Map<String, String> properties;
    private final int port = FreePorts.one();
    private final int managementPort = FreePorts.one();
    private @Nullable JavaProcess process;

    /** The two as they are. */
    public enum Kind implements Program {
        ACCOUNT("account-service", "org.reliablesignup.accountservice.AccountServiceApplication"),
        EMAIL("email-service", "org.reliablesignup.emailservice.EmailServiceApplication");

        private final String module;
        private final String mainClass;

        Kind(String module, String mainClass) {
            this.module = module;
            this.mainClass = mainClass;
        }

        @Override
        public String title() {
            return module;
        }

        @Override
        public String mainClass() {
            return mainClass;
        }

        /** As the build wrote it; the modules stand beside the one that this runs in. */
        @Override
        public String classPath() {
            Path target = Path.of("..", module, "target").toAbsolutePath().normalize();
            try {
                return target.resolve("classes")
                        + File.pathSeparator
                        + Files.readString(target.resolve("runtime.classpath")).strip();
            } catch (IOException e) {
                throw new UncheckedIOException("build " + module + " first", e);
            }
        }
    }

    /** @param properties what this service is told beside its ports */
    public Service(Program program, int number, Path folder, Map<String, String> properties) {
        this.program = program;
        this.name = program.title() + "-" + number;
        this.folder = folder;
        this.properties = new TreeMap<>(properties);
        this.properties.put("server.port", Integer.toString(port));
        this.properties.put("management.server.port", Integer.toString(managementPort));
    }

    public String name() {
        return name;
    }

    public URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    public URI management(String path) {
        return URI.create("http://localhost:" + managementPort + path);
    }

    /** Starts it and does not wait. */
    public Service start(String... jvmOptions) {
        return start(Map.of(), jvmOptions);
    }

    /**
     * Starts it and does not wait.
     *
     * @param others what it is told this time, beside the usual and before it
     */
    public Service start(Map<String, String> others, String... jvmOptions) {
        List<String> options = new ArrayList<>(List.of("-Xmx256m"));
        options.addAll(List.of(jvmOptions));
        Map<String, String> told = new TreeMap<>(properties);
        told.putAll(others);
        List<String> arguments = told.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toList();
        process = JavaProcess.start(
                options, program.classPath(), program.mainClass(), arguments, folder.resolve(name + ".log"));
        return this;
    }

    /** Ends it in good order and starts it anew; returns when it is ready. */
    public void restart(Map<String, String> others, String... jvmOptions) {
        process().terminate();
        start(others, jvmOptions).awaitReady();
    }

    /** @throws IllegalStateException as soon as it is dead instead */
    public Service awaitReady() {
        Wait.until(
                name + " is ready or dead",
                STARTS_WITHIN,
                () -> !process().isAlive()
                        || get(management("/actuator/health/readiness")).statusCode() == 200);
        if (!process().isAlive()) {
            throw new IllegalStateException(name + " has died, see " + folder);
        }
        return this;
    }

    /** What a person would see there. */
    public static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Whether it ever was; it may have ended since. */
    public boolean isStarted() {
        return process != null;
    }

    /** @throws IllegalStateException if it was never started */
    public JavaProcess process() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }
}
