package org.reliablesignup.emailservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reliablesignup.events.AccountConfirmed;
import org.reliablesignup.events.AccountCreated;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.EventMessage;
import org.reliablesignup.events.Topics;
import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.TestInbox;
import org.reliablesignup.testing.TestInbox.Mail;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** What people find in their inboxes, as programs that are not ours receive and read it. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "smtp.from=no-reply@signup.test",
            "confirmation.base-url=https://signup.test"
        })
@RealParts(value = Database.POSTGRESQL, inbox = true)
class InboxIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LINK = Pattern.compile("https://signup\\.test/confirm\\?token=[\\w.-]+");

    private final EventCodec codec = new EventCodec();
    private final TestInbox inbox;
    private final String servers;

    InboxIT(@Autowired TestInbox inbox, @Value("${spring.kafka.bootstrap-servers}") String servers) {
        this.inbox = inbox;
        this.servers = servers;
    }

    @BeforeEach
    void createTopic() {
        KafkaTestTopics.create(servers, Topics.ACCOUNT_EVENTS, 2);
    }

    @Test
    void aSignUpBringsOneLinkInBothFormsOfTheMail() {
        AccountCreated created = created("zoe@inbox.test", "Zoë Ångström 🦉", "de-AT", false);

        publish(created, created);

        Mail mail = awaitOnlyMailTo("zoe@inbox.test");
        assertThat(mail.id()).isEqualTo(created.eventId() + "@signup.test");
        assertThat(mail.sender()).isEqualTo("no-reply@signup.test");
        assertThat(mail.recipient()).isEqualTo("Zoë Ångström 🦉");
        assertThat(mail.subject()).isEqualTo("Bestätige deine Adresse");
        assertThat(mail.text()).contains("Hallo Zoë Ångström 🦉,");
        assertThat(mail.html()).contains("Hallo Zo&#235; &#197;ngstr&#246;m &#129417;,");
        assertThat(linkIn(mail.text())).isEqualTo(linkIn(mail.html()));
    }

    @Test
    void whoeverHasAnAccountGetsNoLink() {
        publish(created("ada@inbox.test", "Ada", "en", true));

        Mail mail = awaitOnlyMailTo("ada@inbox.test");
        assertThat(mail.text()).doesNotContainPattern(LINK);
        assertThat(mail.html()).doesNotContainPattern(LINK);
    }

    @Test
    void whoeverConfirmsIsWelcomed() {
        AccountCreated created = created("grace@inbox.test", "Grace", "en", false);
        publish(created);
        awaitOnlyMailTo("grace@inbox.test");

        publish(new AccountConfirmed(
                UUID.randomUUID(),
                created.accountId(),
                created.occurredAt(),
                created.ownerName(),
                created.email(),
                created.locale()));

        await().atMost(PATIENCE).until(() -> inbox.mailsTo("grace@inbox.test").size() == 2);
        assertThat(inbox.mailsTo("grace@inbox.test")).extracting(Mail::subject).contains("Your account is active");
    }

    private Mail awaitOnlyMailTo(String address) {
        await().atMost(PATIENCE).until(() -> !inbox.mailsTo(address).isEmpty());
        List<Mail> mails = inbox.mailsTo(address);
        assertThat(mails).hasSize(1);
        return mails.getFirst();
    }

    private static String linkIn(String text) {
        Matcher link = LINK.matcher(text);
        assertThat(link.find()).as(text).isTrue();
        return link.group();
    }

    private static AccountCreated created(String email, String name, String locale, boolean addressTaken) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return new AccountCreated(UUID.randomUUID(), UUID.randomUUID(), now, name, email, locale, addressTaken);
    }

    private void publish(Event... events) {
        try (Producer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer())) {
            for (Event event : events) {
                EventMessage message = codec.encode(event);
                ProducerRecord<String, byte[]> record =
                        new ProducerRecord<>(Topics.ACCOUNT_EVENTS, message.key(), message.data());
                message.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
                producer.send(record);
            }
        }
    }
}
