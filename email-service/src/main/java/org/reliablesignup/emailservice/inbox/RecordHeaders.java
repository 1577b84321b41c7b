package org.reliablesignup.emailservice.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.events.EventHeaders;

/** A record's headers, as text. */
final class RecordHeaders {

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private RecordHeaders() {}

    /** Of several with one name the last. */
    static Map<String, String> of(ConsumerRecord<?, ?> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        return headers;
    }

    /** The trace that the record belongs to; one that cannot be read is none. */
    static @Nullable String traceparent(Map<String, String> headers) {
        String traceparent = headers.get(EventHeaders.TRACEPARENT);
        return traceparent != null && TRACEPARENT.matcher(traceparent).matches() ? traceparent : null;
    }
}
