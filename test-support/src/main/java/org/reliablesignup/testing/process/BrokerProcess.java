package org.reliablesignup.testing.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** One Kafka broker and controller, as a process: formats its storage if need be and runs until it is killed. */
public final class BrokerProcess {

    private static final String CLUSTER_ID = "dGVzdC1zdXBwb3J0LWJyb2";

    private BrokerProcess() {}

    /** @param args a properties file, as for {@code kafka-server-start.sh} */
    public static void main(String[] args) throws Exception {
        Properties file = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(args[0]))) {
            file.load(reader);
        }
        Map<String, String> settings = new HashMap<>();
        file.forEach((key, value) -> settings.put(key.toString(), value.toString()));
        Path logs = Path.of(file.getProperty("log.dirs"));
        if (!Files.exists(logs.resolve("meta.properties"))) {
            new Formatter()
                    .setClusterId(CLUSTER_ID)
                    .setNodeId(Integer.parseInt(file.getProperty("node.id")))
                    .addDirectory(logs.toString())
                    .setMetadataLogDirectory(logs.toString())
                    .setControllerListenerName("CONTROLLER")
                    .run();
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        server.startup();
        server.awaitShutdown();
    }
}
