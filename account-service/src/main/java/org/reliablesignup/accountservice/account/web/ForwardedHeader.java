package org.reliablesignup.accountservice.account.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How a proxy tells by whom it was called, each adding to what the one before it wrote. */
enum ForwardedHeader {

    /** {@code 192.0.2.1, 198.51.100.2}. */
    X_FORWARDED_FOR("X-Forwarded-For") {
        @Override
        List<String> hops(String line) {
            return split(line, ',');
        }

        @Override
        String scheme(HttpServletRequest request) {
            return lastHop(request, "X-Forwarded-Proto");
        }
    },

    /** {@code for=192.0.2.1;proto=https, for="[2001:db8::1]:4711"} (RFC 7239). */
    FORWARDED("Forwarded") {
        @Override
        List<String> hops(String line) {
            return split(line, ',').stream()
                    .map(element -> parameter(element, "for="))
                    .toList();
        }

        @Override
        String scheme(HttpServletRequest request) {
            return parameter(lastHop(request, headerName()), "proto=");
        }
    };

    private final String headerName;

    ForwardedHeader(String headerName) {
        this.headerName = headerName;
    }

    String headerName() {
        return headerName;
    }

    /** Who called, the nearest last; what is no address comes as it is. */
    abstract List<String> hops(String line);

    /** By what the nearest proxy was called: {@code https}, {@code http}, or nothing if it does not say. */
    abstract String scheme(HttpServletRequest request);

    private static String lastHop(HttpServletRequest request, String header) {
        List<String> lines = Collections.list(request.getHeaders(header));
        return lines.isEmpty() ? "" : split(lines.getLast(), ',').getLast().strip();
    }

    private static String parameter(String element, String name) {
        return split(element, ';').stream()
                .map(String::strip)
                .filter(pair -> pair.regionMatches(true, 0, name, 0, name.length()))
                .findFirst()
                .map(pair -> pair.substring(name.length()).replace("\"", ""))
                .orElse("");
    }

    /** Not within quotes: a quote that never ends makes one part of all that follows, and no address of it. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
