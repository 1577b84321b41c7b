package org.reliablesignup.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The headers that a record gets when it becomes a dead letter; values are UTF-8 text. */
final class LetterHeaders {

    static final String REASON = "dlt-reason";
    static final String MESSAGE = "dlt-message";
    static final String TOPIC = "dlt-original-topic";
    static final String PARTITION = "dlt-original-partition";
    static final String OFFSET = "dlt-original-offset";
    static final String TIMESTAMP = "dlt-original-timestamp";

    /** Only where not all of the record is there: what is not. */
    static final String CUT = "dlt-cut";

    /** With {@link #CUT}: where all of it lies, {@code topic-partition@offset}. */
    static final String ORIGINAL = "dlt-original";

    private static final Set<String> NAMES =
            Set.of(REASON, MESSAGE, TOPIC, PARTITION, OFFSET, TIMESTAMP, CUT, ORIGINAL);

    private LetterHeaders() {}

    /** All headers as text; of several with one name the last. */
    static Map<String, String> of(ConsumerRecord<?, ?> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        return headers;
    }

    /** Those that the record had before, in their order. */
    static List<Header> original(ConsumerRecord<?, ?> record) {
        return Stream.of(record.headers().toArray())
                .filter(header -> !NAMES.contains(header.key()))
                .toList();
    }
}
