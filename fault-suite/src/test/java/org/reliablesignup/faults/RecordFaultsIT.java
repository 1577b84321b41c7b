package org.reliablesignup.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reliablesignup.events.AccountCreated;
import org.reliablesignup.events.ConfirmationMailSent;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.Topics;
import org.reliablesignup.testing.process.Service;
import org.reliablesignup.testing.process.Wait;

/** Records that nobody can read, or that come once more, among those of the services. */
class RecordFaultsIT extends Faults {

    private static final String NOBODY = "nobody@unreadable.test";
    private static final int OF_EACH_KIND = 4;
    private static final Duration READ_WITHIN = Duration.ofMinutes(2);

    RecordFaultsIT() {
        super(1, 1);
    }

    /** The topics, and who reads them. */
    enum From {
        ACCOUNT_EVENTS(Topics.ACCOUNT_EVENTS, Topics.ACCOUNT_EVENTS_DLT, "email-service") {
            @Override
            Event event() {
                return new AccountCreated(
                        UUID.randomUUID(), UUID.randomUUID(), Instant.now(), "Nobody", NOBODY, "en", false);
            }
        },
        MAIL_EVENTS(Topics.MAIL_EVENTS, Topics.MAIL_EVENTS_DLT, "account-service") {
            @Override
            Event event() {
                return new ConfirmationMailSent(
                        UUID.randomUUID(), UUID.randomUUID(), Instant.now(), UUID.randomUUID(), null);
            }
        };

        private final String topic;
        private final String deadLetters;
        private final String reader;

        From(String topic, String deadLetters, String reader) {
            this.topic = topic;
            this.deadLetters = deadLetters;
            this.reader = reader;
        }

        abstract Event event();

        private Service service(Bed bed) {
            return (this == ACCOUNT_EVENTS ? bed.emailServices : bed.accountServices).getFirst();
        }
    }

    @Test
    void parksAccountEventsThatCannotBeRead() throws Exception {
        parksWhatCannotBeRead(From.ACCOUNT_EVENTS);
    }

    @Tag(LONG)
    @Test
    void parksMailEventsThatCannotBeRead() throws Exception {
        parksWhatCannotBeRead(From.MAIL_EVENTS);
    }

    private void parksWhatCannotBeRead(From from) throws Exception {
        Topic deadLetters = bed().topic(from.deadLetters);
        long earlier = deadLetters.size();
        Map<String, BadRecord> bad = Stream.of(BadRecord.Kind.values())
                .flatMap(kind -> Stream.generate(() -> kind.of(from.event())).limit(OF_EACH_KIND))
                .collect(Collectors.toMap(BadRecord::key, Function.identity()));

        survives("records that cannot be read, in " + from.topic, bed -> {
            Topic topic = bed.topic(from.topic);
            topic.letIn(BadRecord.LARGEST);
            for (BadRecord each : bad.values()) {
                topic.put(List.of(each.to(from.topic)));
            }
            Wait.until("they are dead letters", READ_WITHIN, () -> deadLetters.size() >= earlier + bad.size());
        });

        List<ConsumerRecord<byte[], byte[]>> letters = deadLetters.records();
        assertThat((long) letters.size()).isEqualTo(earlier + bad.size());
        Map<String, ConsumerRecord<byte[], byte[]>> byKey = letters.stream()
                .filter(letter -> letter.key() != null)
                .collect(Collectors.toMap(letter -> text(letter.key()), Function.identity(), (one, other) -> one));
        assertThat(bad)
                .allSatisfy((key, record) -> assertThat(byKey.get(key))
                        .as(record.kind().name())
                        .isNotNull()
                        .satisfies(letter -> isTheDeadLetterOf(letter, record)));
        assertThat(bed().mailServer.accepted())
                .noneMatch(mail -> mail.recipient().equals(NOBODY));
    }

    private static void isTheDeadLetterOf(ConsumerRecord<byte[], byte[]> letter, BadRecord record) {
        assertThat(letter.value()).as(record.kind().name()).isEqualTo(record.value());
        List<Header> headers = List.of(letter.headers().toArray());
        List<Header> ours = headers.stream()
                .filter(header -> header.key().startsWith("dlt-"))
                .toList();
        List<Header> original = new ArrayList<>(headers);
        original.removeAll(ours);
        assertThat(original).containsExactlyElementsOf(record.headers());
        assertThat(ours)
                .filteredOn(header -> header.key().equals("dlt-reason"))
                .singleElement()
                .satisfies(reason -> assertThat(text(reason.value()))
                        .isEqualTo(record.kind().reason().name()));
    }

    @Tag(LONG)
    @ParameterizedTest
    @EnumSource
    void takesNoNoticeOfDuplicates(From from) throws Exception {
        Verdict verdict = survives("each record of %s once more".formatted(from.topic), bed -> {
            Topic topic = bed.topic(from.topic);
            topic.put(topic.records().stream()
                    .map(record -> new ProducerRecord<>(
                            record.topic(), record.partition(), record.key(), record.value(), record.headers()))
                    .toList());
        });

        assertThat(verdict.ledgers().copies()).isZero();
    }

    @Tag(LONG)
    @ParameterizedTest
    @EnumSource
    void takesNoNoticeOfAReplay(From from) throws Exception {
        Verdict verdict = survives("%s read again from the beginning".formatted(from.topic), bed -> {
            Service service = from.service(bed);
            service.process().terminate();
            Topic topic = bed.topic(from.topic);
            Map<TopicPartition, Long> ends = topic.rewind(from.reader);
            service.start().awaitReady();
            Wait.until("all of it is read again", READ_WITHIN, () -> topic.isReadBy(from.reader, ends));
        });

        assertThat(verdict.ledgers().copies()).isZero();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
