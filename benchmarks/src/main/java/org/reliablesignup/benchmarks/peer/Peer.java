package org.reliablesignup.benchmarks.peer;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.testing.process.Program;
import org.reliablesignup.testing.process.Service;

/** account-service, with its own way from the transaction to the topic and with others, each a process of its own. */
public enum Peer implements Program {
    /** The service as it is. */
    OURS("ours", Service.Kind.ACCOUNT.mainClass(), Jars.NONE, Map.of(), Backlog.OUTBOX),

    WITHOUT_EVENT("without-event", WithoutEvent.class.getName(), Jars.NONE, Map.of(), null),

    /** Needs {@code spring.mail.host} and {@code spring.mail.port}. */
    MAIL_IN_REQUEST("mail-in-request", MailInRequest.class.getName(), Jars.MAIL, Map.of(), null),

    PLAIN_SEND("plain-send", PlainSend.class.getName(), Jars.NONE, Settings.KAFKA, null),

    MODULITH("modulith", ModulithOutbox.class.getName(), Jars.MODULITH, Settings.MODULITH, Backlog.MODULITH),

    NAMASTACK("namastack", NamastackOutbox.class.getName(), Jars.NAMASTACK, Settings.NAMASTACK, Backlog.NAMASTACK);

    private final String title;
    private final String mainClass;
    private final Jars jars;
    private final Map<String, String> settings;
    private final @Nullable Backlog backlog;

    Peer(String title, String mainClass, Jars jars, Map<String, String> settings, @Nullable Backlog backlog) {
        this.title = title;
        this.mainClass = mainClass;
        this.jars = jars;
        this.settings = settings;
        this.backlog = backlog;
    }

    /** What its library still has to publish; null if it stores nothing. */
    public @Nullable Backlog backlog() {
        return backlog;
    }

    /**
     * A process of it that is not started yet.
     *
     * @param folder for its log
     * @param properties where database and broker are, and whatever else all are told
     */
    public Service service(Path folder, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(settings);
        if (this != OURS) {
            all.put("logging.config", "classpath:org/reliablesignup/benchmarks/peer/logback.xml");
        }
        all.putAll(properties);
        return new Service(this, 1, folder, all);
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String mainClass() {
        return mainClass;
    }

    /** That of account-service; a peer's has its own classes and its library too, and no other library. */
    @Override
    public String classPath() {
        String service = Service.Kind.ACCOUNT.classPath();
        return this == OURS
                ? service
                : String.join(File.pathSeparator, service, target("classes").toString(), jars.classPath());
    }

    private static Path target(String name) {
        return Path.of("target", name).toAbsolutePath();
    }

    /** What a peer has beside the service, as the build wrote it. */
    private enum Jars {
        NONE,
        MAIL,
        MODULITH,
        NAMASTACK;

        String classPath() {
            if (this == NONE) {
                return "";
            }
            try {
                return Files.readString(target(name().toLowerCase() + ".classpath"))
                        .strip();
            } catch (IOException e) {
                throw new UncheckedIOException("build benchmarks first", e);
            }
        }
    }

    private static final class Settings {

        /** As the producer of our relay, where a service can choose. */
        static final Map<String, String> KAFKA = Map.of(
                "spring.kafka.producer.acks", "all",
                "spring.kafka.producer.value-serializer", "org.apache.kafka.common.serialization.ByteArraySerializer",
                "spring.kafka.producer.properties.linger.ms", "2");

        static final Map<String, String> MODULITH = and(Map.of(
                "spring.modulith.events.completion-mode", "DELETE",
                "spring.modulith.events.jdbc.schema-initialization.enabled", "true",
                // Or what met an overload, and could not be marked as failed, stays as it is.
                "spring.modulith.events.staleness.check-interval", "10s",
                "spring.modulith.events.staleness.published", "1m",
                "spring.modulith.events.staleness.processing", "1m",
                "spring.modulith.events.staleness.resubmitted", "1m",
                // As many at once as there are connections.
                "spring.task.execution.pool.core-size", "16"));

        static final Map<String, String> NAMASTACK = and(Map.of(
                "namastack.outbox.polling.trigger", "adaptive",
                "namastack.outbox.polling.adaptive.min-interval", "10ms",
                "namastack.outbox.polling.adaptive.max-interval", "500ms",
                "namastack.outbox.polling.batch-size", "1000",
                // As many at once as there are connections.
                "namastack.outbox.processing.executor-concurrency-limit", "16",
                "namastack.outbox.processing.delete-completed-records", "true"));

        private static Map<String, String> and(Map<String, String> own) {
            Map<String, String> all = new HashMap<>(KAFKA);
            all.putAll(own);
            return Map.copyOf(all);
        }
    }
}
