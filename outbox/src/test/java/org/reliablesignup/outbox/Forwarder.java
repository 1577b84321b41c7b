package org.reliablesignup.outbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port that leads to a broker from the moment it is opened; until then nobody listens there. */
final class Forwarder implements AutoCloseable {

    private final int port;
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

    Forwarder() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    String address() {
        return "localhost:" + port;
    }

    void openTo(String target) throws IOException {
        int targetPort = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
        ServerSocket server = new ServerSocket(port);
        open.add(server);
        Thread.ofVirtual().start(() -> accept(server, targetPort));
    }

    private void accept(ServerSocket server, int targetPort) {
        try {
            while (!server.isClosed()) {
                Socket client = server.accept();
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), targetPort);
                open.add(client);
                open.add(broker);
                Thread.ofVirtual().start(() -> copy(client, broker));
                Thread.ofVirtual().start(() -> copy(broker, client));
            }
        } catch (IOException e) {
            // Closed: the end of this thread, whoever closed it.
            return;
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side is gone, and with it the other.
            return;
        }
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }
}
