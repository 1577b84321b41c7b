package org.reliablesignup.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters, and the way back. Whatever fails at the broker is a {@link org.apache.kafka.common.KafkaException}.
 * Thread-safe.
 */
public final class DeadLetterOffice {

    private final DeadLetterReader reader;
    private final LetterProducer producer;
    private final String source;

    DeadLetterOffice(DeadLetterReader reader, LetterProducer producer, String source) {
        this.reader = reader;
        this.producer = producer;
        this.source = source;
    }

    /** The last ones, the newest first. */
    public List<DeadLetterView> last(int limit) {
        List<DeadLetterView> letters = new ArrayList<>();
        reader.read((partition, all) -> all.last(limit), batch -> batch.forEach(letter -> letters.add(view(letter))));
        return letters.stream()
                .sorted(Comparator.comparing(DeadLetterView::time)
                        .thenComparing(letter -> letter.id().offset())
                        .reversed())
                .limit(limit)
                .toList();
    }

    /** One with all of it; empty if it is not there, or no more. */
    public Optional<DeadLetterView.Whole> find(DeadLetterId id) {
        return record(id).map(DeadLetterOffice::whole);
    }

    /**
     * Sends one back to where it came from, as it came, and returns when the broker has acknowledged it. It stays in
     * the dead letter topic; still unreadable, it comes back as another dead letter.
     *
     * @return whether it is there
     * @throws CutLetterException if not all of it is there
     */
    public boolean replay(DeadLetterId id) {
        Optional<ConsumerRecord<byte[], byte[]>> letter = record(id);
        letter.ifPresent(record -> {
            if (isCut(record)) {
                throw new CutLetterException(view(record));
            }
            sendBack(List.of(original(record)));
        });
        return letter.isPresent();
    }

    /**
     * Sends all back that are there when it begins, save those that were cut; what is there several times, as after a
     * replay in vain, once.
     *
     * @return how many
     */
    public int replayAll() {
        Set<String> sent = new HashSet<>();
        reader.read(
                (partition, all) -> all,
                batch -> sendBack(batch.stream()
                        .filter(letter -> !isCut(letter))
                        .map(this::original)
                        .filter(record -> sent.add(digest(record)))
                        .toList()));
        return sent.size();
    }

    private Optional<ConsumerRecord<byte[], byte[]>> record(DeadLetterId id) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        reader.read((partition, all) -> all.only(partition == id.partition() ? id.offset() : -1), found::addAll);
        return found.stream().findFirst();
    }

    private void sendBack(List<ProducerRecord<byte[], byte[]>> records) {
        if (!producer.send(records, Function.identity()).isEmpty()) {
            throw new RecordTooLargeException(source + " takes no records of that size");
        }
    }

    private static boolean isCut(ConsumerRecord<byte[], byte[]> letter) {
        return letter.headers().lastHeader(LetterHeaders.CUT) != null;
    }

    /** As it was in its topic, to which we added headers of ours. */
    private ProducerRecord<byte[], byte[]> original(ConsumerRecord<byte[], byte[]> letter) {
        return new ProducerRecord<>(source, null, letter.key(), letter.value(), LetterHeaders.original(letter));
    }

    private static String digest(ProducerRecord<byte[], byte[]> record) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, record.key());
            add(digest, record.value());
            for (Header header : record.headers()) {
                add(digest, header.key().getBytes(UTF_8));
                add(digest, header.value());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest digest, byte @Nullable [] bytes) {
        int length = bytes == null ? -1 : bytes.length;
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));
        if (bytes != null) {
            digest.update(bytes);
        }
    }

    private static DeadLetterView.Whole whole(ConsumerRecord<byte[], byte[]> letter) {
        List<DeadLetterView.Header> headers = Stream.of(letter.headers().toArray())
                .map(header -> new DeadLetterView.Header(header.key(), text(header.value())))
                .toList();
        byte @Nullable [] value = letter.value();
        return new DeadLetterView.Whole(
                view(letter),
                headers,
                value == null ? null : Base64.getEncoder().encodeToString(value));
    }

    private static DeadLetterView view(ConsumerRecord<byte[], byte[]> letter) {
        Map<String, String> headers = LetterHeaders.of(letter);
        return new DeadLetterView(
                new DeadLetterId(letter.partition(), letter.offset()),
                Instant.ofEpochMilli(letter.timestamp()),
                headers.get(LetterHeaders.REASON),
                headers.get(LetterHeaders.MESSAGE),
                text(letter.key()),
                headers.get(LetterHeaders.TOPIC),
                headers.get(LetterHeaders.PARTITION),
                headers.get(LetterHeaders.OFFSET),
                headers.get(LetterHeaders.CUT),
                letter.serializedValueSize());
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }
}
