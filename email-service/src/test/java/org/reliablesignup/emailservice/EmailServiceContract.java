package org.reliablesignup.emailservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reliablesignup.events.AccountConfirmed;
import org.reliablesignup.events.AccountCreated;
import org.reliablesignup.events.ConfirmationMailRejected;
import org.reliablesignup.events.ConfirmationMailRequested;
import org.reliablesignup.events.ConfirmationMailSent;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.EventHeaders;
import org.reliablesignup.events.EventMessage;
import org.reliablesignup.events.MailEvent;
import org.reliablesignup.events.Topics;
import org.reliablesignup.testing.DatabaseContents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole service: an event goes in, a mail comes out, and the news of it. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "smtp.from=no-reply@signup.test",
            "confirmation.base-url=https://signup.test",
            "delivery.first-retry=200ms",
            "delivery.pause-after-outage=200ms",
            "delivery.max-pause=500ms",
            "inbox.max-retry=500ms",
            "outbox.partitions=2"
        })
@ExtendWith(OutputCaptureExtension.class)
abstract class EmailServiceContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final FakeMailServer mailServer = new FakeMailServer().start();

    /** Keeps the tests apart that share the mail server. */
    private final String run = UUID.randomUUID().toString();

    private final EventCodec codec = new EventCodec();

    @Value("${spring.kafka.bootstrap-servers}")
    private String servers = "";

    @Autowired
    private JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource());

    @Autowired
    private DataSource database = new DriverManagerDataSource();

    @Autowired
    private ApplicationContext context = new StaticApplicationContext();

    @Value("${local.management.port}")
    private int managementPort;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry registry) {
        registry.add("spring.mail.port", mailServer::port);
    }

    @BeforeEach
    void prepare() {
        mailServer.script(command -> null);
        KafkaTestTopics.create(servers, Topics.ACCOUNT_EVENTS, 2);
    }

    @Test
    void anAccountCreatedBecomesOneMail() throws Exception {
        AccountCreated created = accountCreated(address("zoe"), "Zoë Ångström 🦉", "de-AT");

        publish(created);

        FakeMailServer.Mail mail = awaitMailTo(address("zoe"));
        assertThat(mail.from()).isEqualTo("no-reply@signup.test");
        MimeMessage message = mail.parsed();
        assertThat(message.getMessageID()).isEqualTo("<" + created.eventId() + "@signup.test>");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getSentDate()).isCloseTo(Date.from(Instant.now()), 60_000);
        assertThat(message.getSubject()).isEqualTo("Bestätige deine Adresse");
        assertThat(((InternetAddress) message.getAllRecipients()[0]).getPersonal())
                .isEqualTo("Zoë Ångström 🦉");
        MimeMultipart parts = (MimeMultipart) message.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat((String) parts.getBodyPart(0).getContent())
                .contains("Hallo Zoë Ångström 🦉,", mail.to(), "\nhttps://signup.test/confirm?token=v1.test.");
        assertThat(parts.getBodyPart(1).getContentType()).isEqualToIgnoringCase("text/html; charset=UTF-8");
        assertThat((String) parts.getBodyPart(1).getContent())
                .contains(
                        "Hallo Zo&#235; &#197;ngstr&#246;m &#129417;,",
                        "href=\"https://signup.test/confirm?token=v1.test.");
    }

    @Test
    void anAccountConfirmedBecomesOneWelcomeMailThatNobodyIsToldOf() throws Exception {
        AccountCreated created = accountCreated(address("welcome"), "Zoë", "de-AT");
        AccountConfirmed confirmed = confirmed(created);
        AccountCreated last = accountCreated(address("after-welcome"), "Ada", "en", created.accountId());

        publish(created);
        IntStream.range(0, 10).forEach(i -> publish(confirmed));
        publish(last);

        await().atMost(PATIENCE).until(() -> mailServer.mailsTo(created.email()).size() >= 2);
        await().atMost(PATIENCE).until(() -> "SENT".equals(stateOf(confirmed)));
        awaitNewsOf(created);
        awaitNewsOf(last);
        List<MimeMessage> mails = new ArrayList<>();
        for (FakeMailServer.Mail mail : mailServer.mailsTo(created.email())) {
            mails.add(mail.parsed());
        }
        assertThat(mails)
                .extracting(MimeMessage::getSubject)
                .containsExactlyInAnyOrder("Bestätige deine Adresse", "Dein Konto ist aktiv");
        assertThat(mails).extracting(MimeMessage::getMessageID).contains("<" + confirmed.eventId() + "@signup.test>");
        assertThat(KafkaTestTopics.readAll(servers, Topics.MAIL_EVENTS))
                .extracting(record -> ((MailEvent) decoded(record)).mailId())
                .contains(created.eventId())
                .doesNotContain(confirmed.eventId());
    }

    @Test
    void anAccountCreatedForATakenAddressBecomesOneMailThatSaysSoAndIsToldOfLikeAnyOther() throws Exception {
        AccountCreated created = accountCreated(address("taken"), "Mallory", "de-AT", UUID.randomUUID(), true);
        AccountCreated last = accountCreated(address("after-taken"), "Ada", "en", created.accountId());

        IntStream.range(0, 10).forEach(i -> publish(created));
        publish(last);

        awaitMailTo(last.email());
        assertThat(decoded(awaitNewsOf(created.eventId()))).isInstanceOf(ConfirmationMailSent.class);
        assertThat(mailServer.mailsTo(created.email())).hasSize(1);
        MimeMessage message = mailServer.mailsTo(created.email()).getFirst().parsed();
        assertThat(message.getMessageID()).isEqualTo("<" + created.eventId() + "@signup.test>");
        assertThat(message.getSubject()).isEqualTo("Du hast schon ein Konto");
        assertThat(((InternetAddress) message.getAllRecipients()[0]).getPersonal())
                .isNull();
        MimeMultipart parts = (MimeMultipart) message.getContent();
        assertThat((String) parts.getBodyPart(0).getContent())
                .contains("Es gibt schon eines")
                .doesNotContain("Mallory", "http");
        assertThat((String) parts.getBodyPart(1).getContent())
                .contains("Es gibt schon eines")
                .doesNotContain("Mallory", "http");
    }

    @Test
    void aWishForAnotherMailBecomesAMailOfItsOwn() throws Exception {
        AccountCreated created = accountCreated(address("again"), "Ada", "en");
        ConfirmationMailRequested first = requested(created, false);
        ConfirmationMailRequested second = requested(created, true);

        publish(created);
        IntStream.range(0, 10).forEach(i -> publish(first));
        publish(second);

        for (Event event : List.of(created, first, second)) {
            assertThat(decoded(awaitNewsOf(event.eventId()))).isInstanceOf(ConfirmationMailSent.class);
        }
        Map<String, String> subjects = new HashMap<>();
        for (FakeMailServer.Mail mail : mailServer.mailsTo(created.email())) {
            subjects.put(mail.parsed().getMessageID(), mail.parsed().getSubject());
        }
        assertThat(mailServer.mailsTo(created.email())).hasSize(3);
        assertThat(subjects)
                .containsEntry("<" + created.eventId() + "@signup.test>", "Confirm your address")
                .containsEntry("<" + first.eventId() + "@signup.test>", "Confirm your address")
                .containsEntry("<" + second.eventId() + "@signup.test>", "You already have an account");
    }

    @Test
    void keepsTheTokenOutOfLogDatabaseAndTopics(CapturedOutput output) throws Exception {
        mailServer.script(command -> command.startsWith("RCPT TO:<secret-late") ? "450 try later" : null);
        AccountCreated created = accountCreated(address("secret"), "Ada", "en");
        AccountCreated late = accountCreated(address("secret-late"), "Ada", "en");
        publish(created);
        publish(late);
        String text = awaitMailTo(created.email()).parsed().getContent() instanceof MimeMultipart parts
                ? (String) parts.getBodyPart(0).getContent()
                : "";
        awaitNewsOf(created);
        await().atMost(PATIENCE).until(() -> attempts(late) >= 1);

        Matcher token =
                Pattern.compile("token=(v1\\.test\\.)([\\w-]+)\\.([\\w-]+)").matcher(text);
        assertThat(token.find()).isTrue();
        assertThat(output.getAll()).contains("is SENT").doesNotContain("v1.test.", token.group(2), token.group(3));
        assertThat(DatabaseContents.of(database))
                .contains(created.email())
                .doesNotContain("v1.test.", token.group(2), token.group(3));
        assertThat(List.of(Topics.ACCOUNT_EVENTS, Topics.MAIL_EVENTS))
                .allSatisfy(topic -> assertThat(KafkaTestTopics.readAll(servers, topic))
                        .isNotEmpty()
                        .noneSatisfy(record -> assertThat(record.headers()
                                        + new String(requireNonNullElse(record.value(), new byte[0]), UTF_8))
                                .containsAnyOf("v1.test.", token.group(2), token.group(3))));
    }

    @Test
    void tellsThatTheMailWasSentInTheTraceOfTheEvent() {
        AccountCreated created = accountCreated(address("told"), "Ada", "en");

        publish(created);

        ConsumerRecord<byte[], byte[]> news = awaitNewsOf(created);
        assertThat(decoded(news)).isInstanceOf(ConfirmationMailSent.class);
        assertThat(((MailEvent) decoded(news)).mailId()).isEqualTo(created.eventId());
        assertThat(decoded(news).accountId()).isEqualTo(created.accountId());
        assertThat(header(news, EventHeaders.TRACEPARENT)).startsWith("00-" + TRACE + "-");
    }

    @Test
    void aRepeatedEventMakesNoSecondMail() {
        AccountCreated created = accountCreated(address("once"), "Ada", "en");
        AccountCreated last = accountCreated(address("after-once"), "Ada", "en", created.accountId());

        IntStream.range(0, 100).forEach(i -> publish(created));
        publish(last);

        awaitMailTo(address("after-once"));
        awaitNewsOf(created);
        assertThat(mailServer.mailsTo(address("once"))).hasSize(1);
    }

    @Test
    void aThousandEventsAreAThousandMailsWithinAMinute() {
        List<EventMessage> messages = IntStream.range(0, 1000)
                .mapToObj(i -> codec.encode(accountCreated(address("many" + i), "Ada", "en")))
                .toList();

        sendAll(messages);

        await().atMost(PATIENCE).untilAsserted(() -> {
            List<String> recipients = mailServer.mails().stream()
                    .map(FakeMailServer.Mail::to)
                    .filter(to -> to.startsWith("many") && to.contains(run))
                    .toList();
            assertThat(recipients).doesNotHaveDuplicates();
            assertThat(recipients.size()).isEqualTo(1000);
        });
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(jdbc.sql(
                                        "select state, count(*) as jobs from mail_job where recipient like ? group by state")
                                .param("many%" + run + "%")
                                .query((row, number) -> row.getString("state") + " " + row.getInt("jobs"))
                                .list())
                        .containsExactly("SENT 1000"));
    }

    @Test
    void whatCannotBeReadIsParkedAsItCameAndHoldsUpNothing() {
        EventMessage good = codec.encode(accountCreated(address("good"), "Ada", "en"));
        byte[] garbage = {0, (byte) 0xFF, 1, 2, (byte) 0xFE};
        Map<String, String> unknown = new HashMap<>(good.headers());
        unknown.put(EventHeaders.TYPE, "account.renamed.v1");
        Map<String, String> noId = new HashMap<>(good.headers());
        noId.remove(EventHeaders.ID);
        byte[] large = new byte[EventCodec.MAX_DATA_BYTES + 1];

        send("garbage" + run, good.headers(), garbage);
        send("unknown" + run, unknown, good.data());
        send("no-id" + run, noId, good.data());
        send("null" + run, good.headers(), null);
        send("large" + run, good.headers(), large);
        send("bare" + run, Map.of(), garbage);
        send(good.key(), good.headers(), good.data());

        awaitMailTo(address("good"));
        Map<String, ConsumerRecord<byte[], byte[]>> parked = awaitParked(run, 6);
        assertParked(parked.get("garbage"), "MALFORMED", garbage);
        assertParked(parked.get("unknown"), "UNKNOWN_TYPE", good.data());
        assertParked(parked.get("no-id"), "INVALID_HEADER", good.data());
        assertParked(parked.get("null"), "EMPTY", null);
        assertParked(parked.get("large"), "TOO_LARGE", large);
        assertParked(parked.get("bare"), "INVALID_HEADER", garbage);
        assertThat(header(parked.get("garbage"), EventHeaders.ID))
                .isEqualTo(good.headers().get(EventHeaders.ID));
    }

    @Test
    void anEventThatAsksForNoMailIsPassedOver() {
        AccountCreated created = accountCreated(address("after-pass"), "Ada", "en");
        EventMessage strange = codec.encode(new ConfirmationMailSent(
                UUID.randomUUID(), created.accountId(), created.occurredAt(), UUID.randomUUID(), null));

        send(strange.key(), strange.headers(), strange.data());
        publish(created);

        awaitMailTo(address("after-pass"));
    }

    @Test
    void anAddressThatIsRefusedHoldsUpNobody() {
        mailServer.script(command -> command.startsWith("RCPT TO:<refused") ? "550 no such user" : null);
        AccountCreated refused = accountCreated(address("refused"), "Ada", "en");
        AccountCreated other = accountCreated(address("not-refused"), "Ada", "en", refused.accountId());

        publish(refused);
        publish(other);

        awaitMailTo(address("not-refused"));
        assertThat(decoded(awaitNewsOf(refused))).isInstanceOf(ConfirmationMailRejected.class);
        assertThat(jdbc.sql("select words from mail_attempt where job_id = ?")
                        .param(refused.eventId())
                        .query(String.class)
                        .list())
                .containsExactly("550 no such user");
    }

    @Test
    void aMailThatIsRefusedForNowIsTriedAgain() {
        mailServer.script(command -> command.startsWith("RCPT TO:<busy") ? "450 try later" : null);
        AccountCreated created = accountCreated(address("busy"), "Ada", "en");
        publish(created);
        await().atMost(PATIENCE).until(() -> attempts(created) >= 2);

        mailServer.script(command -> null);

        awaitMailTo(address("busy"));
    }

    @Test
    void anOutageOfTheMailServerBurnsNoAttempts() {
        mailServer.close();
        try {
            List<AccountCreated> all = IntStream.range(0, 20)
                    .mapToObj(i -> accountCreated(address("patient" + i), "Ada", "en"))
                    .toList();
            all.forEach(this::publish);
            await().atMost(PATIENCE)
                    .until(() -> jdbc.sql("select count(*) from mail_attempt where result = 'NOBODY_NOW'")
                                    .query(Integer.class)
                                    .single()
                            >= 5);

            assertThat(all).allSatisfy(created -> assertThat(attempts(created)).isZero());
            mailServer.start();

            all.forEach(created -> awaitMailTo(created.email()));
            assertThat(all).allSatisfy(created -> {
                awaitNewsOf(created);
                assertThat(attempts(created)).isEqualTo(1);
            });
        } finally {
            mailServer.start();
        }
    }

    @Test
    void stopsTheListenersFirstThenTheQueueThenTheRelay() {
        List<Integer> phases = Stream.of("KafkaListenerEndpointRegistry", "Dispatcher", "OutboxRelay")
                .map(this::phase)
                .toList();

        assertThat(phases).isSortedAccordingTo(Comparator.reverseOrder()).doesNotHaveDuplicates();
    }

    /** The first event after a silence waits for the end of the poll. */
    @Test
    void listensInShortPolls() {
        assertThat(context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainers())
                .isNotEmpty()
                .allSatisfy(
                        listener -> assertThat(listener.getContainerProperties().getPollTimeout())
                                .isBetween(1L, 100L));
    }

    private int phase(String type) {
        return context.getBeansOfType(SmartLifecycle.class).values().stream()
                .filter(bean -> bean.getClass().getSimpleName().equals(type))
                .findFirst()
                .orElseThrow()
                .getPhase();
    }

    @Test
    void withoutAPasswordThereIsNothingForAnOperator() {
        assertThat(managementStatus("health/readiness")).isEqualTo(200);
        assertThat(List.of("metrics", "mailjobs", "deadletters"))
                .allSatisfy(path -> assertThat(managementStatus(path)).isEqualTo(403));
    }

    private int managementStatus(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://localhost:" + managementPort + "/actuator/" + path);
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private int attempts(AccountCreated created) {
        return jdbc.sql("select coalesce(max(attempts), 0) from mail_job where id = ?")
                .param(created.eventId())
                .query(Integer.class)
                .single();
    }

    private @Nullable String stateOf(Event event) {
        return jdbc.sql("select state from mail_job where id = ?")
                .param(event.eventId())
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private static AccountConfirmed confirmed(AccountCreated created) {
        return new AccountConfirmed(
                UUID.randomUUID(),
                created.accountId(),
                created.occurredAt(),
                created.ownerName(),
                created.email(),
                created.locale());
    }

    private String address(String name) {
        return name + "-" + run + "@example.com";
    }

    private static AccountCreated accountCreated(String email, String name, String locale) {
        return accountCreated(email, name, locale, UUID.randomUUID());
    }

    private static AccountCreated accountCreated(String email, String name, String locale, UUID account) {
        return accountCreated(email, name, locale, account, false);
    }

    private static AccountCreated accountCreated(
            String email, String name, String locale, UUID account, boolean addressTaken) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return new AccountCreated(UUID.randomUUID(), account, now, name, email, locale, addressTaken);
    }

    private static ConfirmationMailRequested requested(AccountCreated created, boolean addressTaken) {
        return new ConfirmationMailRequested(
                UUID.randomUUID(),
                created.accountId(),
                created.occurredAt(),
                created.ownerName(),
                created.email(),
                created.locale(),
                addressTaken);
    }

    private void publish(Event event) {
        EventMessage message = codec.encode(event);
        Map<String, String> headers = new HashMap<>(message.headers());
        headers.put(EventHeaders.TRACEPARENT, "00-" + TRACE + "-b7ad6b7169203331-01");
        send(message.key(), headers, message.data());
    }

    private void send(String key, Map<String, String> headers, byte @Nullable [] data) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.ACCOUNT_EVENTS, key, data);
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        sendRecords(List.of(record));
    }

    private void sendAll(List<EventMessage> messages) {
        sendRecords(messages.stream()
                .map(message -> {
                    ProducerRecord<String, byte[]> record =
                            new ProducerRecord<>(Topics.ACCOUNT_EVENTS, message.key(), message.data());
                    message.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
                    return record;
                })
                .toList());
    }

    private void sendRecords(List<ProducerRecord<String, byte[]>> records) {
        try (Producer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        // In a topic that has just come, a second batch may be taken before the first (KAFKA-14359).
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1),
                new StringSerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            for (Future<RecordMetadata> one : sent) {
                one.get(30, TimeUnit.SECONDS);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static FakeMailServer.Mail awaitMailTo(String recipient) {
        await().atMost(PATIENCE).until(() -> !mailServer.mailsTo(recipient).isEmpty());
        return mailServer.mailsTo(recipient).getFirst();
    }

    private ConsumerRecord<byte[], byte[]> awaitNewsOf(AccountCreated created) {
        return awaitNewsOf(created.eventId());
    }

    private ConsumerRecord<byte[], byte[]> awaitNewsOf(UUID mail) {
        List<ConsumerRecord<byte[], byte[]>> news = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            news.addAll(KafkaTestTopics.readAll(servers, Topics.MAIL_EVENTS).stream()
                    .filter(record -> ((MailEvent) decoded(record)).mailId().equals(mail))
                    .toList());
            return !news.isEmpty();
        });
        return news.getFirst();
    }

    private Map<String, ConsumerRecord<byte[], byte[]>> awaitParked(String run, int count) {
        Map<String, ConsumerRecord<byte[], byte[]>> parked = new HashMap<>();
        await().atMost(PATIENCE).until(() -> {
            KafkaTestTopics.readAll(servers, Topics.ACCOUNT_EVENTS_DLT).forEach(record -> {
                String key = new String(record.key(), UTF_8);
                if (key.endsWith(run)) {
                    parked.put(key.replace(run, ""), record);
                }
            });
            return parked.size() == count;
        });
        return parked;
    }

    private static void assertParked(
            @Nullable ConsumerRecord<byte[], byte[]> letter, String reason, byte @Nullable [] data) {
        ConsumerRecord<byte[], byte[]> record = Objects.requireNonNull(letter);
        assertThat(record.value()).isEqualTo(data);
        assertThat(header(record, "dlt-reason")).isEqualTo(reason);
        assertThat(header(record, "dlt-original-topic")).isEqualTo(Topics.ACCOUNT_EVENTS);
        assertThat(header(record, "dlt-original-partition")).matches("\\d+");
        assertThat(header(record, "dlt-original-offset")).matches("\\d+");
        assertThat(header(record, "dlt-original-timestamp")).matches("\\d+");
    }

    private Event decoded(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return codec.decode(headers, record.value());
    }

    private static String header(@Nullable ConsumerRecord<?, ?> record, String name) {
        Header header = record == null ? null : record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
