package org.reliablesignup.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it goes into its topic: all of the record, or, where the topic takes less than the one that the record
 * came from, a part of it.
 */
record LetterForm(DeadLetter letter, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {

    private static final int MAX_MESSAGE_LENGTH = 1_000;

    /** A part that is no larger is left out, instead of halved once more. */
    private static final int SMALL = 512;

    static LetterForm whole(DeadLetter letter) {
        ConsumerRecord<byte[], byte[]> record = letter.record();
        return new LetterForm(letter, record.key(), record.value(), LetterHeaders.original(record));
    }

    /** Without half of whatever takes the most room; empty if nothing of the record is left. Some fifty steps at most. */
    Optional<LetterForm> smaller() {
        int keySize = size(key);
        int valueSize = size(value);
        int headersSize = size(headers);
        if (keySize + valueSize + headersSize == 0) {
            return Optional.empty();
        }
        if (valueSize >= headersSize && valueSize >= keySize) {
            return Optional.of(new LetterForm(letter, key, half(value), headers));
        }
        if (headersSize >= keySize) {
            return Optional.of(
                    new LetterForm(letter, key, value, smallest(headersSize <= SMALL ? 0 : headersSize / 2)));
        }
        return Optional.of(new LetterForm(letter, null, value, headers));
    }

    boolean isWhole() {
        return missing().isEmpty();
    }

    /** With the headers that tell the reason and the origin. */
    ProducerRecord<byte[], byte[]> forTopic(String topic) {
        ConsumerRecord<byte[], byte[]> record = letter.record();
        ProducerRecord<byte[], byte[]> form = new ProducerRecord<>(topic, null, key, value, headers);
        String message = letter.message();
        add(form, LetterHeaders.REASON, letter.reason());
        add(
                form,
                LetterHeaders.MESSAGE,
                message.length() > MAX_MESSAGE_LENGTH ? message.substring(0, MAX_MESSAGE_LENGTH) : message);
        add(form, LetterHeaders.TOPIC, record.topic());
        add(form, LetterHeaders.PARTITION, Integer.toString(record.partition()));
        add(form, LetterHeaders.OFFSET, Long.toString(record.offset()));
        add(form, LetterHeaders.TIMESTAMP, Long.toString(record.timestamp()));
        if (!isWhole()) {
            add(form, LetterHeaders.CUT, String.join(", ", missing()));
            add(form, LetterHeaders.ORIGINAL, letter.origin());
        }
        return form;
    }

    private List<String> missing() {
        LetterForm whole = whole(letter);
        List<String> missing = new ArrayList<>();
        if (size(value) < size(whole.value)) {
            missing.add("value after " + size(value) + " of " + size(whole.value) + " bytes");
        }
        if (headers.size() < whole.headers.size()) {
            missing.add((whole.headers.size() - headers.size()) + " of " + whole.headers.size() + " headers");
        }
        if (size(key) < size(whole.key)) {
            missing.add("key");
        }
        return missing;
    }

    private static byte @Nullable [] half(byte @Nullable [] value) {
        return value == null || value.length <= SMALL ? null : Arrays.copyOf(value, value.length / 2);
    }

    /** The smallest headers that together are no larger than that, in their order. */
    private List<Header> smallest(int room) {
        List<Header> bySize = headers.stream()
                .sorted(Comparator.comparingInt(LetterForm::size))
                .toList();
        List<Header> kept = new ArrayList<>();
        int left = room;
        for (Header header : bySize) {
            left -= size(header);
            if (left < 0) {
                break;
            }
            kept.add(header);
        }
        return headers.stream()
                .filter(header -> kept.stream().anyMatch(each -> each == header))
                .toList();
    }

    private static int size(List<Header> headers) {
        return headers.stream().mapToInt(LetterForm::size).sum();
    }

    private static int size(Header header) {
        return header.key().length() + size(header.value());
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static void add(ProducerRecord<?, ?> form, String name, String value) {
        form.headers().add(name, value.getBytes(UTF_8));
    }
}
