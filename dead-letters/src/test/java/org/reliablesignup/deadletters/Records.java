package org.reliablesignup.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records that nobody can read, at offset 7 of partition 3. */
final class Records {

    static final String SOURCE = "source";

    private Records() {}

    static DeadLetter aLetter(String key, byte @Nullable [] value, Map<String, byte[]> headers) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach(all::add);
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                SOURCE,
                3,
                7,
                42,
                TimestampType.CREATE_TIME,
                key.length(),
                value == null ? -1 : value.length,
                key.getBytes(UTF_8),
                value,
                all,
                Optional.empty());
        return new DeadLetter(record, "MALFORMED", "not JSON");
    }
}
