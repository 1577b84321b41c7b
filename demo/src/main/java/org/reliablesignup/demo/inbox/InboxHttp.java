package org.reliablesignup.demo.inbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The HTTP side of the inbox: which path gets which answer. */
final class InboxHttp implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(InboxHttp.class.getName());
    private static final int LARGEST_BODY = 1024 * 1024;
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                    + "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final InboxApi api;

    private InboxHttp(HttpServer server, InboxApi api) {
        this.server = server;
        this.api = api;
    }

    static InboxHttp start(InboxApi api, int port) throws IOException {
        // Without it, answers wait for the other side's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        InboxHttp http = new InboxHttp(server, api);
        server.createContext("/", http::handle);
        server.setExecutor(http.threads);
        server.start();
        return http;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpReply reply;
            try {
                reply = answer(exchange);
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.WARNING, "No answer to " + exchange.getRequestURI(), e);
                reply = HttpReply.text(500, "This cannot be answered; the log of the demo tells more\n");
            }
            send(exchange, reply);
        }
    }

    private HttpReply answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        List<String> steps = List.of(path.substring(1).split("/", -1));
        return switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> get(path, steps, query(exchange));
            case "DELETE" -> path.equals("/api/v1/messages") ? delete(exchange) : notAllowed("GET, HEAD");
            default -> notAllowed(path.equals("/api/v1/messages") ? "GET, HEAD, DELETE" : "GET, HEAD");
        };
    }

    private HttpReply get(String path, List<String> steps, Map<String, String> query) throws IOException {
        return switch (path) {
            case "/" -> page("inbox.html", "text/html; charset=utf-8");
            case "/inbox.css" -> page("inbox.css", "text/css; charset=utf-8");
            case "/inbox.js" -> page("inbox.js", "text/javascript; charset=utf-8");
            case "/icon.svg" -> page("icon.svg", "image/svg+xml");
            case "/livez", "/readyz" -> HttpReply.text(200, "ok");
            case "/api/v1/messages" -> api.list(query);
            default -> aboutOneMail(path, steps);
        };
    }

    private HttpReply aboutOneMail(String path, List<String> steps) throws IOException {
        if (path.startsWith("/api/v1/message/")) {
            Optional<StoredMail> mail = api.find(steps.get(3));
            String part = String.join("/", steps.subList(4, steps.size()));
            return mail.isEmpty()
                    ? HttpReply.notFound()
                    : switch (part) {
                        case "" -> api.message(mail.get());
                        case "headers" -> api.headers(mail.get());
                        case "raw" -> api.raw(mail.get());
                        default -> HttpReply.notFound();
                    };
        }
        if (steps.size() == 2 && steps.getFirst().equals("view") && path.endsWith(".html")) {
            Optional<StoredMail> mail = api.find(steps.get(1).replaceFirst("\\.html$", ""));
            return mail.isEmpty() ? HttpReply.notFound() : api.htmlView(mail.get());
        }
        return HttpReply.notFound();
    }

    private HttpReply delete(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        return body.length > LARGEST_BODY ? HttpReply.text(413, "The body is too large\n") : api.delete(body);
    }

    private static HttpReply notAllowed(String allowed) {
        return HttpReply.text(405, "Not allowed here; allowed: " + allowed + "\n")
                .with("Allow", allowed);
    }

    private static HttpReply page(String resource, String contentType) throws IOException {
        try (InputStream content = InboxHttp.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new IOException("missing: " + resource);
            }
            return HttpReply.of(contentType, content.readAllBytes());
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private static void send(HttpExchange exchange, HttpReply reply) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        exchange.getResponseHeaders().set("Content-Security-Policy", PAGE_POLICY);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        boolean bodyless = exchange.getRequestMethod().equals("HEAD") || reply.body().length == 0;
        exchange.sendResponseHeaders(reply.status(), bodyless ? -1 : reply.body().length);
        if (!bodyless) {
            exchange.getResponseBody().write(reply.body());
        }
    }
}
