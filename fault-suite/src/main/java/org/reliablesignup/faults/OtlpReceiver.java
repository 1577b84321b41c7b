package org.reliablesignup.faults;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes traces by OTLP over HTTP, as any collector does, and keeps them. Thread-safe. */
final class OtlpReceiver implements AutoCloseable {

    private final HttpServer server;
    private final Queue<byte[]> received = new ConcurrentLinkedQueue<>();

    OtlpReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", exchange -> {
            received.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    String endpoint() {
        return "http://localhost:" + server.getAddress().getPort() + "/v1/traces";
    }

    List<TracedSpan> spans() {
        return received.stream()
                .flatMap(request -> TracedSpan.allOf(ByteBuffer.wrap(request)).stream())
                .toList();
    }

    /** As they came. */
    List<byte[]> requests() {
        return List.copyOf(received);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
