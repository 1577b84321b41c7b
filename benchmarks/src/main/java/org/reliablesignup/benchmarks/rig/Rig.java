package org.reliablesignup.benchmarks.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reliablesignup.testing.process.Service;
import org.reliablesignup.testing.process.Service.Kind;

/** PostgreSQL and a broker, both with their usual durability, and the services as they run everywhere. */
public final class Rig implements AutoCloseable {

    /** As in the images, but with both compilers as outside of tests. */
    public static final String[] JVM = {"-XX:TieredStopAtLevel=4", "-Xmx512m"};

    /** "these 32 bytes are for tests only" */
    private static final String CONFIRMATION_KEY = "dGhlc2UgMzIgYnl0ZXMgYXJlIGZvciB0ZXN0cyBvbmx5";

    /** As the services would make them. */
    private static final List<String> TOPICS = List.of("account-events", "mail-events");

    private static final int PARTITIONS = 6;

    private final Path folder;
    private final Postgres postgres;
    private final BrokerJvm broker;
    private final List<Service> services = new ArrayList<>();

    /** Starts both; {@code folder} is emptied first. */
    public Rig(Path folder) {
        Tools.run("rm", "-rf", folder.toString());
        try {
            this.folder = Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        postgres = Postgres.start();
        try {
            broker = new BrokerJvm(folder);
            emptyTopics();
        } catch (RuntimeException | Error e) {
            postgres.close();
            throw e;
        }
    }

    public Path folder() {
        return folder;
    }

    public Postgres postgres() {
        return postgres;
    }

    public BrokerJvm broker() {
        return broker;
    }

    /** Only while no service runs. */
    public void emptyTopics() {
        TOPICS.forEach(topic -> broker.recreate(topic, PARTITIONS));
    }

    /** What an account-service is told, whichever way its events take; without the limit on its one client. */
    public Map<String, String> accountProperties(Database database) {
        Map<String, String> properties = new HashMap<>(database.properties());
        properties.put("spring.kafka.bootstrap-servers", broker.servers());
        properties.put("confirmation.keys.test", CONFIRMATION_KEY);
        properties.put("limits.per-client", "none");
        properties.put("server.tomcat.max-keep-alive-requests", "-1");
        return properties;
    }

    /** Not started yet; ends with this at the latest. */
    public Service accountService(int number, Database database) {
        return remembered(new Service(Kind.ACCOUNT, number, folder, accountProperties(database)));
    }

    /** What an email-service is told. */
    public Map<String, String> emailProperties(Database database, int mailPort) {
        Map<String, String> properties = new HashMap<>(database.properties());
        properties.put("spring.kafka.bootstrap-servers", broker.servers());
        properties.put("spring.mail.host", "localhost");
        properties.put("spring.mail.port", Integer.toString(mailPort));
        properties.put("confirmation.keys.test", CONFIRMATION_KEY);
        properties.put("confirmation.current-key", "test");
        return properties;
    }

    /** Not started yet; ends with this at the latest. */
    public Service emailService(int number, Database database, int mailPort, Map<String, String> others) {
        Map<String, String> properties = emailProperties(database, mailPort);
        properties.putAll(others);
        return remembered(new Service(Kind.EMAIL, number, folder, properties));
    }

    private Service remembered(Service service) {
        services.add(service);
        return service;
    }

    @Override
    public void close() {
        services.stream()
                .filter(Service::isStarted)
                .forEach(service -> service.process().kill());
        broker.close();
        postgres.close();
    }
}
