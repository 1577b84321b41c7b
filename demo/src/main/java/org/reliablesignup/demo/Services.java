package org.reliablesignup.demo;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.reliablesignup.demo.supervisor.ServiceSpec;

/** How the two services are started: from what the build left in their folders, with the settings anybody would use. */
final class Services {

    static final String ACCOUNT_SERVICE = "account-service";
    static final String EMAIL_SERVICE = "email-service";

    private static final List<String> JVM_FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx192m",
            // Out of memory, it ends and is started again.
            "-XX:+ExitOnOutOfMemoryError",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED");

    private final DemoSettings settings;

    Services(DemoSettings settings) {
        this.settings = settings;
    }

    List<ServiceSpec> specs() throws IOException {
        String confirmationKey = ConfirmationKey.keptIn(settings.data());
        return List.of(
                spec(
                        ACCOUNT_SERVICE,
                        "org.reliablesignup.accountservice.AccountServiceApplication",
                        DemoPort.ACCOUNT,
                        DemoPort.ACCOUNT_MANAGEMENT,
                        Map.of(
                                "LIMITS_PERCLIENT",
                                "none",
                                "CONFIRMATION_KEYS_DEMO",
                                confirmationKey,
                                "APIDOCS_ENABLED",
                                "true",
                                "PROGRESS_ENABLED",
                                "true",
                                "PROGRESS_INBOX",
                                "http://localhost:%d/".formatted(settings.port(DemoPort.INBOX)))),
                spec(
                        EMAIL_SERVICE,
                        "org.reliablesignup.emailservice.EmailServiceApplication",
                        DemoPort.EMAIL,
                        DemoPort.EMAIL_MANAGEMENT,
                        Map.of(
                                "CONFIRMATION_KEYS_DEMO",
                                confirmationKey,
                                "CONFIRMATION_CURRENTKEY",
                                "demo",
                                "CONFIRMATION_BASEURL",
                                "http://localhost:" + settings.port(DemoPort.ACCOUNT),
                                "PROGRESS_ENABLED",
                                "true",
                                "SPRING_MAIL_HOST",
                                "localhost",
                                "SPRING_MAIL_PORT",
                                String.valueOf(settings.port(DemoPort.SMTP)))));
    }

    private ServiceSpec spec(
            String name, String mainClass, DemoPort port, DemoPort managementPort, Map<String, String> more)
            throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("SERVER_ADDRESS", "localhost");
        environment.put("SERVER_PORT", String.valueOf(settings.port(port)));
        environment.put("MANAGEMENT_SERVER_ADDRESS", "localhost");
        environment.put("MANAGEMENT_SERVER_PORT", String.valueOf(settings.port(managementPort)));
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", "localhost:" + settings.port(DemoPort.KAFKA));
        environment.put("SPRING_DATASOURCE_URL", databaseUrl(name));
        return new ServiceSpec(
                name,
                mainClass,
                classPath(name),
                JVM_FLAGS,
                environment,
                settings.home(),
                settings.logs().resolve(name + ".log"),
                URI.create("http://localhost:%d/actuator/health/readiness".formatted(settings.port(managementPort))));
    }

    private String databaseUrl(String name) {
        return "jdbc:h2:file:" + settings.data().resolve(name)
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }

    private List<Path> classPath(String name) throws IOException {
        Path built = settings.home().resolve(name).resolve("target");
        Path libraries = built.resolve("runtime.classpath");
        if (Files.notExists(libraries)) {
            throw new CannotStart("%s is not built: start the demo with ./mvnw spring-boot:run in %s"
                    .formatted(name, settings.home()));
        }
        List<Path> classPath = new ArrayList<>();
        classPath.add(built.resolve("classes"));
        Stream.of(Files.readString(libraries).strip().split(File.pathSeparator))
                .map(Path::of)
                .forEach(classPath::add);
        return classPath;
    }
}
