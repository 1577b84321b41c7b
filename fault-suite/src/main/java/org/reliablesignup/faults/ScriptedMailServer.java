package org.reliablesignup.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.testing.process.FreePorts;

/**
 * A mail server on a port of its own that does as the script says, and remembers what it accepted. To every second
 * connection it offers PIPELINING. Thread-safe.
 */
final class ScriptedMailServer implements AutoCloseable {

    private final ConcurrentLinkedQueue<AcceptedMail> accepted = new ConcurrentLinkedQueue<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger conversations = new AtomicInteger();
    private final int port;
    private volatile SmtpScript script = SmtpScript.ACCEPT;
    private volatile MailGate gate = MailGate.OPEN;
    private @Nullable ServerSocket listening;

    ScriptedMailServer() {
        this.port = FreePorts.one();
        up();
    }

    int port() {
        return port;
    }

    void follow(SmtpScript next) {
        script = next;
    }

    /** Of connections from now on. */
    void guard(MailGate next) {
        gate = next;
    }

    /** Every mail that it took responsibility for, in that order, copies included. */
    List<AcceptedMail> accepted() {
        return List.copyOf(accepted);
    }

    /** Listens again after {@link #down()}. */
    synchronized void up() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            listening = socket;
            Thread.ofVirtual().name("smtp-accept").start(() -> acceptConnections(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses new connections and cuts those that are open. */
    synchronized void down() {
        ServerSocket socket = listening;
        if (socket != null) {
            listening = null;
            closeQuietly(socket);
        }
        hangUp();
    }

    /** Cuts what is open, so that everybody has to come anew. */
    void hangUp() {
        connections.forEach(ScriptedMailServer::closeQuietly);
    }

    @Override
    public void close() {
        down();
    }

    private void acceptConnections(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                Thread.ofVirtual().name("smtp-talk").start(() -> talk(connection));
            } catch (IOException e) {
                return; // closed by down()
            }
        }
    }

    private void talk(Socket connection) {
        try (connection) {
            boolean pipelining = conversations.getAndIncrement() % 2 == 0;
            new SmtpConversation(connection, gate, pipelining, () -> script, accepted::add).run();
        } catch (IOException e) {
            // The client went away: in this suite that is weather.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Already closed, which is what is wanted.
        }
    }
}
