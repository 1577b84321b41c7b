package org.reliablesignup.demo.inbox;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** An answer of the inbox over HTTP. */
record HttpReply(int status, String contentType, byte[] body, Map<String, String> headers) {

    static HttpReply of(String contentType, byte[] body) {
        return new HttpReply(200, contentType, body, Map.of());
    }

    static HttpReply text(int status, String text) {
        return new HttpReply(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static HttpReply notFound() {
        return text(404, "Not found\n");
    }

    HttpReply with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new HttpReply(status, contentType, body, more);
    }
}
