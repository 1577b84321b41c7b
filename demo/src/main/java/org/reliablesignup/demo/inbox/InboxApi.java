package org.reliablesignup.demo.inbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The part of Mailpit's API, version 1, that scripts and tests read an inbox with. */
final class InboxApi {

    private static final int USUAL_LIMIT = 50;

    private final MailStore store;
    private final JsonMapper json = JsonMapper.shared();

    InboxApi(MailStore store) {
        this.store = store;
    }

    /** {@code start} and {@code limit} as in the query. */
    HttpReply list(Map<String, String> query) throws IOException {
        Optional<Integer> start = count(query, "start", 0);
        Optional<Integer> limit = count(query, "limit", USUAL_LIMIT);
        if (start.isEmpty() || limit.isEmpty()) {
            return HttpReply.text(400, "start and limit must be whole numbers from 0\n");
        }
        List<MessageSummary> messages = new ArrayList<>();
        for (StoredMail mail : store.page(start.get(), limit.get())) {
            try {
                messages.add(mail.summary());
            } catch (NoSuchFileException _) {
                // Deleted since the page was taken.
            }
        }
        long unread = store.unread();
        return json(new MessagesSummary(
                store.size(), unread, messages.size(), store.size(), unread, start.get(), List.of(), messages));
    }

    HttpReply message(StoredMail mail) throws IOException {
        mail.markRead();
        return json(MailReader.message(mail));
    }

    HttpReply headers(StoredMail mail) throws IOException {
        return json(MailReader.headers(mail));
    }

    HttpReply raw(StoredMail mail) throws IOException {
        return HttpReply.of("text/plain; charset=utf-8", mail.source());
    }

    /** The mails named in the body, or all when it names none. */
    HttpReply delete(byte[] body) throws IOException {
        List<String> ids;
        try {
            ids = body.length == 0
                    ? List.of()
                    : json.readValue(body, Selection.class).ids();
        } catch (JacksonException _) {
            return HttpReply.text(400, "the body must be empty or {\"IDs\": [...]}\n");
        }
        if (ids.isEmpty()) {
            store.clear();
        }
        for (String id : ids) {
            Optional<MailId> known = MailId.parse(id);
            if (known.isPresent()) {
                store.remove(known.get());
            }
        }
        return HttpReply.text(200, "ok");
    }

    /**
     * The HTML part as a document of its own, for a frame: it runs nothing and loads nothing, whoever opens it, and its
     * links open in a new window.
     */
    HttpReply htmlView(StoredMail mail) throws IOException {
        String document = "<!doctype html><meta charset=utf-8><base target=_blank>"
                + MailReader.message(mail).html();
        return HttpReply.of("text/html; charset=utf-8", document.getBytes(StandardCharsets.UTF_8))
                .with(
                        "Content-Security-Policy",
                        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; "
                                + "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
    }

    /** {@code id} or {@code latest}. */
    Optional<StoredMail> find(String id) {
        return id.equals("latest") ? store.latest() : MailId.parse(id).flatMap(store::find);
    }

    private HttpReply json(Object value) {
        return HttpReply.of("application/json", json.writeValueAsBytes(value));
    }

    private static Optional<Integer> count(Map<String, String> query, String name, int usual) {
        try {
            int count = Integer.parseInt(query.getOrDefault(name, String.valueOf(usual)));
            return count < 0 ? Optional.empty() : Optional.of(count);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
