package org.reliablesignup.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record's headers, as text. Thread-safe. */
public final class RecordHeaders {

    /** Version, trace, span and flags, each in hexadecimal digits, and where the hyphens between them stand. */
    private static final int TRACEPARENT_LENGTH = 55;

    private static final int BEFORE_TRACE = 2;
    private static final int BEFORE_SPAN = 35;
    private static final int BEFORE_FLAGS = 52;
    private static final int SAMPLED = 1;

    private RecordHeaders() {}

    /** Of several with one name the last; those without a value are left out. */
    public static Map<String, String> of(ConsumerRecord<?, ?> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        return headers;
    }

    static boolean isTraceparent(@Nullable String text) {
        if (text == null || text.length() != TRACEPARENT_LENGTH) {
            return false;
        }
        for (int i = 0; i < TRACEPARENT_LENGTH; i++) {
            boolean hyphen = i == BEFORE_TRACE || i == BEFORE_SPAN || i == BEFORE_FLAGS;
            if (hyphen ? text.charAt(i) != '-' : !isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether that is one, and whoever wrote it records its trace. */
    static boolean isSampledTraceparent(@Nullable String text) {
        return text != null
                && isTraceparent(text)
                && (Character.digit(text.charAt(TRACEPARENT_LENGTH - 1), 16) & SAMPLED) != 0;
    }

    private static boolean isHexDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
