package org.reliablesignup.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At the broker of {@code compose/secured.yml}, whatever is not in {@code compose/secured/rights} is refused. */
class SecuredBrokerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String OTHERS_TOPIC = "others";
    private static final List<String> USERS =
            Right.all().stream().map(Right::user).distinct().toList();

    private static SecuredBroker broker;

    @BeforeAll
    static void startBroker(@TempDir Path folder) throws Exception {
        broker = new SecuredBroker(folder);
        try (Admin admin = Admin.create(broker.administrator())) {
            admin.createTopics(List.of(new NewTopic(OTHERS_TOPIC, 1, (short) 1)))
                    .all()
                    .get();
        }
        for (String topic : topics()) {
            write(broker.administrator(), topic);
        }
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void eachServiceWritesTheTopicsOfTheListAndNoOther() throws Exception {
        List<String> asked = everybodyAnd(topics());
        List<String> may = new ArrayList<>();
        for (String each : asked) {
            String[] one = each.split(" ");
            if (isAllowed(() -> write(broker.login(one[0]), one[1]))) {
                may.add(each);
            }
        }

        assertThat(may).containsExactlyInAnyOrderElementsOf(listed("write", "topic"));
    }

    @Test
    void eachServiceReadsTheTopicsOfTheListAndNoOther() throws Exception {
        List<String> topics = new ArrayList<>(topics());
        topics.add("__consumer_offsets");
        List<String> may = new ArrayList<>();
        for (String each : everybodyAnd(topics)) {
            String[] one = each.split(" ");
            if (isAllowed(() -> read(broker.login(one[0]), one[1]))) {
                may.add(each);
            }
        }

        assertThat(may).containsExactlyInAnyOrderElementsOf(listed("read", "topic"));
    }

    @Test
    void eachServiceJoinsTheGroupsOfTheListAndNoOther() throws Exception {
        List<String> may = new ArrayList<>();
        for (String each : everybodyAnd(List.of("account-service", "email-service", "another"))) {
            String[] one = each.split(" ");
            if (isAllowed(() -> join(one[0], one[1]))) {
                may.add(each);
            }
        }

        assertThat(may).containsExactlyInAnyOrderElementsOf(listed("read", "group"));
    }

    @Test
    void noServiceSeesATopicThatIsNotItsBusiness() throws Exception {
        for (String user : USERS) {
            try (Admin admin = Admin.create(broker.login(user))) {
                assertThat(admin.listTopics().names().get())
                        .as("what %s sees", user)
                        .isEqualTo(Right.all().stream()
                                .filter(right -> right.user().equals(user)
                                        && right.kind().equals("topic"))
                                .map(Right::name)
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
    }

    @Test
    void noServiceChangesAnythingAboutTheBroker() throws Exception {
        for (String user : USERS) {
            try (Admin admin = Admin.create(broker.login(user))) {
                assertThat(allowedOf(acts(admin, user)))
                        .as("what %s may do", user)
                        .isEmpty();
            }
        }
    }

    @Test
    void theAdministratorMay() throws Exception {
        try (Admin admin = Admin.create(broker.administrator())) {
            Map<String, Act> acts = acts(admin, USERS.getFirst());
            // The others would change what the other tests look at.
            acts.keySet().retainAll(List.of("create a topic", "look at rights", "look at logins"));
            assertThat(allowedOf(acts)).hasSameSizeAs(acts.keySet()).isNotEmpty();
            admin.deleteTopics(List.of("new")).all().get();
        }
    }

    @Test
    void noServiceBeginsATransaction() {
        for (String user : USERS) {
            Map<String, Object> config = new HashMap<>(broker.login(user));
            config.put("transactional.id", "any");
            config.put("max.block.ms", "10000");
            try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
                assertThatThrownBy(producer::initTransactions).isInstanceOf(AuthorizationException.class);
            }
        }
    }

    @Test
    void whoeverSpeaksPlainTextGetsNothing() {
        for (String listener : List.of("INSIDE", "HOST", "BROKERS")) {
            assertThat(refusal(broker.client(listener, "PLAINTEXT")))
                    .as(listener)
                    .isInstanceOf(TimeoutException.class);
        }
        Map<String, Object> login = broker.login(USERS.getFirst());
        login.put("security.protocol", "SASL_PLAINTEXT");
        assertThat(refusal(login)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void whoeverDoesNotLogInGetsNothing() {
        for (String listener : List.of("INSIDE", "HOST")) {
            assertThat(refusal(broker.client(listener, "SSL"))).as(listener).isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void whoeverCannotLogInGetsNothing() {
        String user = USERS.getFirst();
        assertThat(refusal(broker.login(user, "wrong"))).isInstanceOf(SaslAuthenticationException.class);
        assertThat(refusal(broker.login(user, ""))).isInstanceOf(SaslAuthenticationException.class);
        assertThat(refusal(broker.login("nobody", "of nobody"))).isInstanceOf(SaslAuthenticationException.class);
        assertThat(refusal(broker.login("ANONYMOUS", ""))).isInstanceOf(SaslAuthenticationException.class);
        for (String mechanism : List.of("SCRAM-SHA-256", "PLAIN")) {
            Map<String, Object> weaker = broker.login(user);
            weaker.put("sasl.mechanism", mechanism);
            weaker.computeIfPresent(
                    "sasl.jaas.config",
                    (key, login) -> mechanism.equals("PLAIN")
                            ? login.toString().replace("scram.ScramLoginModule", "plain.PlainLoginModule")
                            : login);
            assertThat(refusal(weaker)).as(mechanism).isInstanceOf(UnsupportedSaslMechanismException.class);
        }
    }

    @Test
    void whoeverShowsNoCertificateOfOursGetsNothingWhereBrokersTalk(@TempDir Path folder) throws Exception {
        Path strangers = new Certificates(folder).keyStoreOf("admin");

        // With TLS 1.3 a client learns only afterwards that its certificate was not taken, or is just cut off.
        assertThat(refusal(broker.client("BROKERS", "SSL")))
                .isInstanceOfAny(SslAuthenticationException.class, TimeoutException.class);
        assertThat(refusal(broker.withCertificate(strangers)))
                .isInstanceOfAny(SslAuthenticationException.class, TimeoutException.class);
    }

    @Test
    void theControllerTalksToNobodyWithoutACertificateOfOurs(@TempDir Path folder) throws Exception {
        Map<String, Object> ours = ofController(broker.administrator());
        try (Admin admin = Admin.create(ours)) {
            assertThat(admin.describeMetadataQuorum().quorumInfo().get().leaderId())
                    .isPositive();
        }

        for (Map<String, Object> config : List.of(
                ofController(broker.client("CONTROLLER", "PLAINTEXT")),
                ofController(broker.client("CONTROLLER", "SSL")),
                ofController(broker.withCertificate(new Certificates(folder).keyStoreOf("admin"))))) {
            try (Admin admin = Admin.create(config)) {
                assertThatThrownBy(() ->
                                admin.describeMetadataQuorum().quorumInfo().get())
                        .cause()
                        .isInstanceOfAny(SslAuthenticationException.class, TimeoutException.class);
            }
        }
    }

    @Test
    void whoeverShowsACertificateOfAnotherPartOfOursMayDoNothing() throws Exception {
        for (String name : List.of("mailpit", "account-service")) {
            Map<String, Object> config =
                    broker.withCertificate(broker.certificates().keyStoreOf(name));
            for (String topic : topics()) {
                assertThatThrownBy(() -> write(config, topic)).isInstanceOf(AuthorizationException.class);
                assertThatThrownBy(() -> read(config, topic)).isInstanceOf(AuthorizationException.class);
            }
            try (Admin admin = Admin.create(config)) {
                assertThat(admin.listTopics().names().get()).isEmpty();
                assertThat(allowedOf(acts(admin, name))).isEmpty();
            }
        }
    }

    @Test
    void noClientTakesAnotherBrokerForOurs(@TempDir Path folder) throws Exception {
        Map<String, Object> config = broker.login(USERS.getFirst());
        config.put(
                "ssl.truststore.location",
                new Certificates(Files.createDirectory(folder.resolve("others")))
                        .trustStore()
                        .toString());

        assertThat(refusal(config)).isInstanceOf(SslAuthenticationException.class);
    }

    /** Of a client of the broker, one that asks the controller. */
    private static Map<String, Object> ofController(Map<String, Object> config) {
        Map<String, Object> asksController = new HashMap<>(config);
        asksController.remove("bootstrap.servers");
        asksController.put("bootstrap.controllers", broker.servers("CONTROLLER"));
        return asksController;
    }

    /** What only somebody who runs the broker should do, by name. */
    private static Map<String, Act> acts(Admin admin, String user) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, OTHERS_TOPIC);
        ConfigResource node = new ConfigResource(ConfigResource.Type.BROKER, "");
        Map<String, Act> acts = new LinkedHashMap<>();
        acts.put(
                "create a topic",
                () -> admin.createTopics(List.of(new NewTopic("new", 1, (short) 1)))
                        .all()
                        .get());
        for (String name : topics()) {
            acts.put(
                    "delete " + name,
                    () -> admin.deleteTopics(List.of(name)).all().get());
            acts.put(
                    "add partitions to " + name,
                    () -> admin.createPartitions(Map.of(name, NewPartitions.increaseTo(9)))
                            .all()
                            .get());
            acts.put(
                    "delete records of " + name,
                    () -> admin.deleteRecords(Map.of(new TopicPartition(name, 0), RecordsToDelete.beforeOffset(0)))
                            .all()
                            .get());
        }
        acts.put("change a topic", () -> change(admin, topic, TopicConfig.RETENTION_MS_CONFIG));
        acts.put("change the broker", () -> change(admin, node, "log.retention.ms"));
        acts.put(
                "look at the broker's settings",
                () -> admin.describeConfigs(List.of(new ConfigResource(ConfigResource.Type.BROKER, "1")))
                        .all()
                        .get());
        acts.put(
                "look at rights",
                () -> admin.describeAcls(AclBindingFilter.ANY).values().get());
        acts.put(
                "take a right",
                () -> admin.createAcls(List.of(new Right(user, "read", "topic", OTHERS_TOPIC).binding()))
                        .all()
                        .get());
        acts.put(
                "take rights away",
                () -> admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get());
        acts.put(
                "look at logins",
                () -> admin.describeUserScramCredentials().all().get());
        acts.put(
                "make a login",
                () -> admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                                "new", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), "password")))
                        .all()
                        .get());
        for (String other : List.of("account-service", "email-service")) {
            acts.put(
                    "delete the group " + other,
                    () -> admin.deleteConsumerGroups(List.of(other)).all().get());
            if (!other.equals(user)) {
                acts.put(
                        "look at the group " + other,
                        () -> admin.describeConsumerGroups(List.of(other)).all().get());
                acts.put(
                        "move the group " + other,
                        () -> admin.alterConsumerGroupOffsets(
                                        other, Map.of(new TopicPartition("mail-events", 0), new OffsetAndMetadata(0)))
                                .all()
                                .get());
            }
        }
        return acts;
    }

    private static Object change(Admin admin, ConfigResource what, String setting) throws Exception {
        return admin.incrementalAlterConfigs(Map.of(
                        what, List.of(new AlterConfigOp(new ConfigEntry(setting, "1000"), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    private static List<String> allowedOf(Map<String, Act> acts) throws Exception {
        List<String> allowed = new ArrayList<>();
        for (Map.Entry<String, Act> act : acts.entrySet()) {
            if (isAllowed(act.getValue())) {
                allowed.add(act.getKey());
            }
        }
        return allowed;
    }

    /** Whatever fails for another reason fails the test. */
    private static boolean isAllowed(Act act) throws Exception {
        try {
            act.perform();
            return true;
        } catch (AuthorizationException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return false;
            }
            throw e;
        }
    }

    private static Throwable refusal(Map<String, Object> config) {
        try (Admin admin = Admin.create(config)) {
            throw new AssertionError("was told " + admin.listTopics().names().get());
        } catch (ExecutionException e) {
            return Optional.ofNullable(e.getCause()).orElse(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Object write(Map<String, Object> config, String topic) throws Exception {
        Map<String, Object> settings = new HashMap<>(config);
        settings.put("max.block.ms", "10000");
        settings.put("delivery.timeout.ms", "10000");
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>(topic, 0, null, "hello".getBytes(UTF_8)))
                    .get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AuthorizationException refused ? refused : e;
        }
    }

    /** Returns when there is a record, which a topic of consumers' offsets need not have. */
    private static Object read(Map<String, Object> config, String topic) {
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> first = List.of(new TopicPartition(topic, 0));
            consumer.assign(first);
            consumer.seekToBeginning(first);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end) {
                if (!consumer.poll(Duration.ofMillis(200)).isEmpty()) {
                    return topic;
                }
            }
            throw new IllegalStateException("nothing to read in " + topic);
        }
    }

    private static Object join(String user, String group) {
        Map<String, Object> config = new HashMap<>(broker.login(user));
        config.put("group.id", group);
        config.put("group.protocol", "consumer");
        String topic = Right.all().stream()
                .filter(right -> right.user().equals(user) && right.operation().equals("read"))
                .filter(right -> right.kind().equals("topic"))
                .findFirst()
                .orElseThrow()
                .name();
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200));
                if (!consumer.assignment().isEmpty()) {
                    return group;
                }
            }
            throw new IllegalStateException("no partition for " + group);
        }
    }

    private static List<String> topics() {
        List<String> topics =
                new ArrayList<>(Right.lines("topics").map(words -> words[0]).toList());
        topics.add(OTHERS_TOPIC);
        return topics;
    }

    private static List<String> everybodyAnd(Collection<String> things) {
        return USERS.stream()
                .flatMap(user -> things.stream().map(thing -> user + " " + thing))
                .toList();
    }

    private static List<String> listed(String operation, String kind) {
        return Right.all().stream()
                .filter(right ->
                        right.operation().equals(operation) && right.kind().equals(kind))
                .map(right -> right.user() + " " + right.name())
                .toList();
    }

    @FunctionalInterface
    private interface Act {
        Object perform() throws Exception;
    }
}
