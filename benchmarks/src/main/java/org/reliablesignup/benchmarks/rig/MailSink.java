package org.reliablesignup.benchmarks.rig;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that takes everything, tells when, and is as far away as it is told: it answers what it finds after each
 * round trip, so that commands which were sent in one go cost one. Offers PIPELINING (RFC 2920). Thread-safe.
 */
public final class MailSink implements AutoCloseable {

    private static final byte[] OK = "250 2.0.0 Ok\r\n".getBytes(ISO_8859_1);

    private final ServerSocket server;
    private final long roundTripNanos;
    private final Map<String, Long> accepted = new ConcurrentHashMap<>();
    private volatile boolean remembers;

    /** Listens at once. */
    public MailSink(Duration roundTrip) {
        roundTripNanos = roundTrip.toNanos();
        try {
            server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("mail-sink").start(this::listen);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** From now on it keeps in mind who got a mail, and when the 250 for it was written, by {@link System#nanoTime()}. */
    public Map<String, Long> remember() {
        accepted.clear();
        remembers = true;
        return accepted;
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            new Session(new BufferedInputStream(client.getInputStream(), 1 << 16), client.getOutputStream()).run();
        } catch (IOException e) {
            // The client has gone: whoever waits for its mail misses it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Session {

        private final BufferedInputStream in;
        private final OutputStream out;
        private String recipient = "";

        Session(BufferedInputStream in, OutputStream out) {
            this.in = in;
            this.out = new BufferedOutputStream(out);
        }

        void run() throws IOException, InterruptedException {
            say("220 sink.example ESMTP");
            for (String line = command(); line != null; line = command()) {
                String verb = line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
                switch (verb) {
                    case "EHLO" -> say("250-sink.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8");
                    case "RCPT" -> {
                        recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                        out.write(OK);
                    }
                    case "DATA" -> {
                        say("354 go on");
                        content();
                    }
                    case "QUIT" -> {
                        say("221 bye");
                        out.flush();
                        return;
                    }
                    default -> out.write(OK);
                }
            }
        }

        private void content() throws IOException, InterruptedException {
            // The end of the data is a line with a dot alone; what comes before it is of no interest.
            answerAndWait();
            int matched = 2;
            byte[] end = {'\r', '\n', '.', '\r', '\n'};
            while (matched < end.length) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the mail has no end");
                }
                if (next == end[matched]) {
                    matched++;
                } else {
                    matched = next == '\r' ? 1 : 0;
                }
            }
            if (remembers) {
                accepted.put(recipient, System.nanoTime());
            }
            out.write(OK);
        }

        private @Nullable String command() throws IOException, InterruptedException {
            answerAndWait();
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    return null;
                }
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }

        /** Nothing is there to be read: the answers go, and it takes a round trip until the client has more. */
        private void answerAndWait() throws IOException, InterruptedException {
            if (in.available() > 0) {
                return;
            }
            if (roundTripNanos > 0) {
                TimeUnit.NANOSECONDS.sleep(roundTripNanos);
            }
            out.flush();
        }

        private void say(String line) throws IOException {
            out.write((line + "\r\n").getBytes(ISO_8859_1));
        }
    }
}
