package org.reliablesignup.emailservice;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A mail server that takes mails, or misbehaves to the letter. Keeps its port when it is stopped and started again. */
public final class FakeMailServer implements AutoCloseable {

    /** Instead of a reply: ends the connection. */
    public static final String DROP = "drop";

    /** Instead of a reply: nothing, for as long as the connection lasts. */
    public static final String SILENCE = "silence";

    /** What to say to CONNECT, EHLO, MAIL, RCPT, DATA, the final dot and so on; null for what is usual. */
    public interface Script {
        @Nullable
        String reply(String command);
    }

    /** A mail that was answered 250. */
    public record Mail(String from, String to, String data) {

        public MimeMessage parsed() throws MessagingException {
            return new MimeMessage(
                    Session.getInstance(new Properties()), new ByteArrayInputStream(data.getBytes(UTF_8)));
        }
    }

    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final List<String> unanswered = new CopyOnWriteArrayList<>();
    private final List<ByteArrayOutputStream> received = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final int port;
    private volatile Script script = command -> null;
    private volatile boolean byteByByte;
    private @Nullable ServerSocket server;
    private @Nullable Thread acceptor;

    /** One that does not listen yet. */
    public FakeMailServer() {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public List<Mail> mails() {
        return mails;
    }

    public List<Mail> mailsTo(String recipient) {
        return mails.stream().filter(mail -> mail.to().equals(recipient)).toList();
    }

    /** What was sent between DATA and the final dot, where the dot never came. */
    public List<String> unfinished() {
        return unanswered;
    }

    /** Every octet that ever came in, one connection after the other as they were opened. */
    public byte[] received() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        received.forEach(connection -> all.writeBytes(connection.toByteArray()));
        return all.toByteArray();
    }

    public int connections() {
        return connections.get();
    }

    public void script(Script script) {
        this.script = script;
    }

    /** From now on. Otherwise the replies to commands that came together go together. */
    public void answerByteByByte() {
        byteByByte = true;
    }

    public synchronized FakeMailServer start() {
        if (server != null) {
            return this;
        }
        try {
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            server = listening;
            acceptor = Thread.startVirtualThread(() -> accept(listening));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (server != null && acceptor != null) {
                server.close();
                acceptor.join();
                server = null;
            }
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                Thread.startVirtualThread(() -> serve(socket));
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new Conversation(socket).run();
        } catch (IOException e) {
            // the other side is gone, which some tests are about
        } finally {
            sockets.remove(socket);
        }
    }

    private final class Conversation {

        private final BufferedReader in;
        private final OutputStream out;
        private String from = "";
        private String to = "";

        Conversation(Socket socket) throws IOException {
            ByteArrayOutputStream record = new ByteArrayOutputStream();
            received.add(record);
            in = new BufferedReader(new InputStreamReader(recorded(socket.getInputStream(), record), UTF_8));
            socket.setTcpNoDelay(true);
            out = new BufferedOutputStream(socket.getOutputStream());
        }

        private static InputStream recorded(InputStream in, ByteArrayOutputStream record) {
            return new FilterInputStream(in) {
                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    int count = super.read(target, offset, length);
                    if (count > 0) {
                        record.write(target, offset, count);
                    }
                    return count;
                }
            };
        }

        void run() throws IOException {
            if (!say("CONNECT", "220 fake")) {
                return;
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split("[ :]", 2)[0].toUpperCase();
                switch (verb) {
                    case "MAIL" -> from = between(line);
                    case "RCPT" -> to = between(line);
                    default -> {}
                }
                String usual = verb.equals("DATA") ? "354 go ahead" : verb.equals("QUIT") ? "221 bye" : "250 ok";
                if (!say(line, usual) || verb.equals("QUIT")) {
                    out.flush();
                    return;
                }
                if (verb.equals("RCPT") && !last.startsWith("2")) {
                    to = "";
                }
                if (verb.equals("DATA") && "354".equals(last) && !content()) {
                    return;
                }
            }
        }

        private String last = "";

        private boolean content() throws IOException {
            StringBuilder data = new StringBuilder();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals(".")) {
                    String reply = replyTo(".", to.isEmpty() ? "554 no recipient" : "250 taken");
                    if (reply.startsWith("250")) {
                        // First, so that whoever has the answer finds the mail.
                        mails.add(new Mail(from, to, data.toString()));
                    }
                    return say(reply);
                }
                data.append(line).append("\r\n");
            }
            unanswered.add(data.toString());
            return false;
        }

        /** Returns whether the connection goes on. */
        private boolean say(String command, String usual) throws IOException {
            return say(replyTo(command, usual));
        }

        private String replyTo(String command, String usual) {
            String scripted = script.reply(command);
            return scripted == null ? usual : scripted;
        }

        private boolean say(String reply) throws IOException {
            last = reply.substring(0, 3);
            if (reply.equals(DROP)) {
                out.flush();
                return false;
            }
            if (reply.equals(SILENCE)) {
                out.flush();
                while (in.read() >= 0) {
                    // until the other side gives up
                }
                return false;
            }
            for (byte octet : (reply + "\r\n").getBytes(UTF_8)) {
                out.write(octet);
                if (byteByByte) {
                    out.flush();
                }
            }
            if (!in.ready()) {
                out.flush();
            }
            return true;
        }

        private static String between(String line) {
            return line.substring(line.indexOf('<') + 1, line.lastIndexOf('>'));
        }
    }
}
