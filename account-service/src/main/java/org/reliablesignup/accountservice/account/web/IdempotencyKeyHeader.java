package org.reliablesignup.accountservice.account.web;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.reliablesignup.accountservice.idempotency.IdempotencyKey;
import org.springframework.http.HttpHeaders;

/**
 * Reads {@code Idempotency-Key}: a string as of RFC 9651 section 3.3.3, without parameters, or the same without quotes.
 */
final class IdempotencyKeyHeader {

    static final String NAME = "Idempotency-Key";

    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\[\"\\\\])*)\"");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    private IdempotencyKeyHeader() {}

    /**
     * Empty if the request has none.
     *
     * @throws MalformedKeyException if what it has is not one key
     */
    static Optional<IdempotencyKey> read(HttpHeaders headers) {
        List<String> values = headers.getOrEmpty(NAME);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            throw new MalformedKeyException();
        }
        try {
            return Optional.of(new IdempotencyKey(plain(values.getFirst().strip())));
        } catch (IllegalArgumentException e) {
            throw new MalformedKeyException();
        }
    }

    private static String plain(String value) {
        var quoted = QUOTED.matcher(value);
        if (quoted.matches()) {
            return ESCAPED.matcher(quoted.group(1)).replaceAll("$1");
        }
        if (value.startsWith("\"")) {
            throw new MalformedKeyException();
        }
        return value;
    }

    /** The header is there, and is not one key. */
    static final class MalformedKeyException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
