package org.reliablesignup.events;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.events.UnreadableEventException.Reason;

/** Reads what cannot be read. */
final class Unreadable {

    private Unreadable() {}

    static Reason reason(Map<String, String> headers, String data) {
        return refusal(headers, data.getBytes(StandardCharsets.UTF_8)).reason();
    }

    static UnreadableEventException refusal(Map<String, String> headers, byte @Nullable [] data) {
        return assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> new EventCodec().decode(headers, data))
                .actual();
    }
}
