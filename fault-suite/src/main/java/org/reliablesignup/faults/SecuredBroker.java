package org.reliablesignup.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.reliablesignup.testing.process.BrokerProcess;
import org.reliablesignup.testing.process.FreePorts;
import org.reliablesignup.testing.process.JavaProcess;
import org.reliablesignup.testing.process.Wait;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;

/**
 * The broker of {@code compose/secured.yml}, as a process: what it is told there, save ports and folders, and with the
 * topics, logins and rights that {@code compose/secured/access.sh} gives.
 */
final class SecuredBroker implements AutoCloseable {

    private static final String CONTROLLER = "CONTROLLER";

    private final Path folder;
    private final Certificates certificates;
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final JavaProcess process;

    /** Returns when it takes requests and everybody has a login. */
    SecuredBroker(Path folder) throws Exception {
        this.folder = folder;
        this.certificates = new Certificates(Files.createDirectory(folder.resolve("certificates")));
        Path file = folder.resolve("broker.properties");
        Properties properties = new Properties();
        properties.putAll(settings());
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        process = JavaProcess.start(
                List.of("-Xmx320m"),
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                List.of(file.toString()),
                folder.resolve("broker.log"));
        try (Admin admin = Admin.create(administrator())) {
            Wait.until(
                    "the broker answers, see " + folder,
                    Duration.ofMinutes(1),
                    () -> !admin.describeCluster()
                            .nodes()
                            .get(5, TimeUnit.SECONDS)
                            .isEmpty());
            letIn(admin);
        }
    }

    Certificates certificates() {
        return certificates;
    }

    String servers(String listener) {
        return "localhost:" + ports.get(listener);
    }

    /** A client that may do everything. */
    Map<String, Object> administrator() throws Exception {
        return withCertificate(certificates.keyStoreOf("admin"));
    }

    /** A client that shows a certificate, there where brokers do. */
    Map<String, Object> withCertificate(Path keyStore) {
        Map<String, Object> config = client("BROKERS", "SSL");
        config.put("ssl.keystore.type", "PKCS12");
        config.put("ssl.keystore.location", keyStore.toString());
        config.put("ssl.keystore.password", Certificates.PASSWORD);
        config.put("ssl.key.password", Certificates.PASSWORD);
        return config;
    }

    /** A client with a service's own login. */
    Map<String, Object> login(String user) {
        return login(user, password(user));
    }

    Map<String, Object> login(String user, String password) {
        Map<String, Object> config = client("INSIDE", "SASL_SSL");
        config.put("sasl.mechanism", "SCRAM-SHA-512");
        config.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, password));
        return config;
    }

    /** A client that knows the authority, and gives up soon. */
    Map<String, Object> client(String listener, String protocol) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", servers(listener));
        config.put("security.protocol", protocol);
        config.put("ssl.truststore.type", "PKCS12");
        config.put("ssl.truststore.location", certificates.trustStore().toString());
        config.put("ssl.truststore.password", Certificates.PASSWORD);
        config.put("request.timeout.ms", "5000");
        config.put("default.api.timeout.ms", "5000");
        return config;
    }

    @Override
    public void close() {
        process.kill();
    }

    private static String password(String user) {
        return "of " + user;
    }

    private Map<String, String> settings() throws Exception {
        Map<String, String> settings = asComposeSays();
        String listeners = settings.getOrDefault("listeners", "");
        Arrays.stream(listeners.split(","))
                .map(listener -> listener.substring(0, listener.indexOf(':')))
                .forEach(name -> ports.put(name, FreePorts.one()));
        settings.put("listeners", listeners(name -> true));
        settings.put("advertised.listeners", listeners(name -> !name.equals(CONTROLLER)));
        settings.put("controller.quorum.voters", settings.get("node.id") + "@" + servers(CONTROLLER));
        settings.put("log.dirs", folder.resolve("data").toString());
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("offsets.topic.num.partitions", "2");
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.location", certificates.keyStoreOf("broker").toString());
        settings.put("ssl.keystore.password", Certificates.PASSWORD);
        settings.put("ssl.key.password", Certificates.PASSWORD);
        settings.put("ssl.truststore.type", "PKCS12");
        settings.put("ssl.truststore.location", certificates.trustStore().toString());
        settings.put("ssl.truststore.password", Certificates.PASSWORD);
        return settings;
    }

    private String listeners(Function<String, Boolean> wanted) {
        return ports.entrySet().stream()
                .filter(listener -> wanted.apply(listener.getKey()))
                .map(listener -> listener.getKey() + "://localhost:" + listener.getValue())
                .collect(Collectors.joining(","));
    }

    /** The environment of the container as Kafka's image reads it: {@code KAFKA_LOG_DIRS} is {@code log.dirs}. */
    private static Map<String, String> asComposeSays() throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (Path file : List.of(Path.of("..", "docker-compose.yml"), Path.of("..", "compose", "secured.yml"))) {
            try (var reader = Files.newBufferedReader(file)) {
                Map<?, ?> compose = new Yaml(new TagsOfCompose()).load(reader);
                part(part(part(compose, "services"), "kafka"), "environment").forEach((name, value) -> {
                    if (name.toString().startsWith("KAFKA_")) {
                        settings.put(propertyOf(name.toString()), String.valueOf(value));
                    }
                });
            }
        }
        return settings;
    }

    private static Map<?, ?> part(Map<?, ?> whole, String name) {
        return (Map<?, ?>) Objects.requireNonNull(whole.get(name), name);
    }

    private static String propertyOf(String variable) {
        return variable.substring("KAFKA_".length())
                .toLowerCase(Locale.ROOT)
                .replace("___", "-")
                .replace("__", "\0")
                .replace('_', '.')
                .replace('\0', '_');
    }

    private static void letIn(Admin admin) throws Exception {
        admin.createTopics(Right.lines("topics").map(SecuredBroker::topic).toList())
                .all()
                .get();
        admin.alterUserScramCredentials(Right.all().stream()
                        .map(Right::user)
                        .distinct()
                        .map(user -> new UserScramCredentialUpsertion(
                                user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password(user)))
                        .collect(Collectors.toList()))
                .all()
                .get();
        admin.createAcls(Right.all().stream().map(Right::binding).toList())
                .all()
                .get();
    }

    private static NewTopic topic(String[] words) {
        Map<String, String> settings = Arrays.stream(words)
                .skip(2)
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        return new NewTopic(words[0], Integer.parseInt(words[1]), (short) 1).configs(settings);
    }

    /** Takes {@code !reset}, which takes away what the other file says: nothing of it is the broker's. */
    private static final class TagsOfCompose extends SafeConstructor {
        TagsOfCompose() {
            super(new LoaderOptions());
            yamlConstructors.put(null, new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    return "";
                }
            });
        }
    }
}
