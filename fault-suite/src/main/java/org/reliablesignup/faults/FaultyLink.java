package org.reliablesignup.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.reliablesignup.testing.process.FreePorts;

/** A TCP link that can be made slow, cut, or deaf in one direction. Thread-safe. */
final class FaultyLink implements AutoCloseable {

    private final ServerSocket listening;
    private final InetSocketAddress target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Weather weather = Weather.FINE;

    /** How the link behaves; {@code bytesPerSecond} 0 means as fast as it goes. */
    record Weather(
            boolean cut, boolean swallowsRequests, boolean swallowsReplies, Duration latency, int bytesPerSecond) {

        static final Weather FINE = new Weather(false, false, false, Duration.ZERO, 0);
        static final Weather CUT = new Weather(true, false, false, Duration.ZERO, 0);
        static final Weather SWALLOWS_REQUESTS = new Weather(false, true, false, Duration.ZERO, 0);
        static final Weather SWALLOWS_REPLIES = new Weather(false, false, true, Duration.ZERO, 0);

        static Weather latency(Duration each) {
            return new Weather(false, false, false, each, 0);
        }

        static Weather bytesPerSecond(int rate) {
            return new Weather(false, false, false, Duration.ZERO, rate);
        }
    }

    FaultyLink(int port, int targetPort) {
        try {
            this.listening = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
        Thread.ofVirtual().name("link-" + port).start(this::acceptConnections);
    }

    static FaultyLink to(int targetPort) {
        return new FaultyLink(FreePorts.one(), targetPort);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From now on; a cut also closes what is open, and what went missing in silence stays missing. */
    void become(Weather next) {
        weather = next;
        if (next.cut()) {
            closeOpen();
        }
    }

    /** The link is as new: connections that lost bytes meanwhile are closed, as a real stack would in the end. */
    void heal() {
        weather = Weather.FINE;
        closeOpen();
    }

    @Override
    public void close() {
        closeQuietly(listening);
        closeOpen();
    }

    private void closeOpen() {
        open.forEach(FaultyLink::closeQuietly);
    }

    private void acceptConnections() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void connect(Socket client) {
        if (weather.cut()) {
            forget(client);
            return;
        }
        Socket server = new Socket();
        open.add(server);
        try {
            server.connect(target, 5_000);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread requests = Thread.ofVirtual().start(() -> carry(client, server, true));
            carry(server, client, false);
            requests.join();
        } catch (IOException e) {
            // The target is away: the client sees its connection closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            forget(client);
            forget(server);
        }
    }

    private void carry(Socket from, Socket to, boolean requests) {
        byte[] buffer = new byte[8 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                Weather now = weather;
                if (requests ? now.swallowsRequests() : now.swallowsReplies()) {
                    continue;
                }
                Thread.sleep(now.latency());
                if (now.bytesPerSecond() > 0) {
                    Thread.sleep(Duration.ofMillis(1_000L * n / now.bytesPerSecond()));
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // One side is gone; the other follows.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private void forget(Socket socket) {
        open.remove(socket);
        closeQuietly(socket);
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Already closed, which is what is wanted.
        }
    }
}
