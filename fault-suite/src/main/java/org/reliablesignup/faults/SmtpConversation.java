package org.reliablesignup.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.faults.SmtpScript.Action;
import org.reliablesignup.faults.SmtpScript.Stage;

/** The server's side of one SMTP connection (RFC 5321), as far as a client needs it that sends mail by mail. */
final class SmtpConversation {

    private static final Duration LONGER_THAN_ANY_TEST = Duration.ofHours(1);

    private final Socket connection;
    private final MailGate gate;
    private final boolean pipelining;
    private final Supplier<SmtpScript> script;
    private final Consumer<AcceptedMail> accepted;
    private InputStream in;
    private OutputStream out;
    private boolean secure;
    private boolean loggedIn;
    private boolean hasSender;
    private String recipient = "";

    /** @param pipelining whether the client may send commands before the replies to those before them (RFC 2920) */
    SmtpConversation(
            Socket connection,
            MailGate gate,
            boolean pipelining,
            Supplier<SmtpScript> script,
            Consumer<AcceptedMail> accepted)
            throws IOException {
        connection.setTcpNoDelay(true);
        this.connection = connection;
        this.gate = gate;
        this.pipelining = pipelining;
        this.in = new BufferedInputStream(connection.getInputStream());
        this.out = connection.getOutputStream();
        this.script = script;
        this.accepted = accepted;
    }

    void run() throws IOException, InterruptedException {
        boolean open = answer(Stage.GREETING, "220 test ESMTP");
        while (open) {
            String line = readLine();
            if (line == null) {
                return;
            }
            open = obey(line.toUpperCase(Locale.ROOT), line);
        }
    }

    private boolean obey(String command, String line) throws IOException, InterruptedException {
        if (command.startsWith("EHLO") || command.startsWith("HELO")) {
            return answer(Stage.EHLO, abilities());
        }
        if (command.equals("STARTTLS") && gate.tls() != null) {
            say("220 go ahead");
            startTls(gate.tls());
            return true;
        }
        if (command.startsWith("AUTH PLAIN ") && gate.password() != null) {
            loggedIn = isLogin(line.substring("AUTH PLAIN ".length()), gate.password());
            say(loggedIn ? "235 welcome" : "535 5.7.8 wrong name or password");
            return true;
        }
        if (command.startsWith("MAIL")) {
            if ((gate.tls() != null && !secure) || (gate.password() != null && !loggedIn)) {
                say("530 not like that");
                return true;
            }
            recipient = "";
            Action action = script.get().at(Stage.MAIL, recipient);
            hasSender = !(action instanceof SmtpScript.Refuse);
            return perform(action, "250 OK");
        }
        if (command.startsWith("RCPT") && hasSender) {
            String address = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
            Action action = script.get().at(Stage.RCPT, address);
            recipient = action instanceof SmtpScript.Refuse ? "" : address;
            return perform(action, "250 OK");
        }
        if (command.equals("DATA") && !recipient.isEmpty()) {
            return data();
        }
        if (command.startsWith("RCPT") || command.equals("DATA")) {
            say("503 not yet");
            return true;
        }
        if (command.equals("QUIT")) {
            say("221 bye");
            return false;
        }
        if (command.equals("NOOP") || command.equals("RSET")) {
            say("250 OK");
            return true;
        }
        say("502 not here");
        return true;
    }

    private String abilities() {
        return "250-test\r\n"
                + (gate.tls() == null || secure ? "" : "250-STARTTLS\r\n")
                + (gate.password() == null ? "" : "250-AUTH PLAIN\r\n")
                + (pipelining ? "250-PIPELINING\r\n" : "")
                + "250 8BITMIME";
    }

    /** Whoever that login is to act for, which comes first, matters to nobody here. */
    private static boolean isLogin(String base64, String password) {
        String login = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        return login.endsWith("\0" + MailGate.LOGIN + "\0" + password);
    }

    private void startTls(SSLContext tls) throws IOException {
        SSLSocket socket =
                (SSLSocket) tls.getSocketFactory().createSocket(connection, null, connection.getPort(), true);
        socket.setUseClientMode(false);
        socket.startHandshake();
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        secure = true;
    }

    private boolean data() throws IOException, InterruptedException {
        if (!(script.get().at(Stage.DATA, recipient) instanceof SmtpScript.Proceed)) {
            return answer(Stage.DATA, "354 go ahead");
        }
        say("354 go ahead");
        String messageId = "";
        for (String line = readLine(); !".".equals(line); line = readLine()) {
            if (line == null) {
                return false;
            }
            if (line.toLowerCase(Locale.ROOT).startsWith("message-id:")) {
                messageId = line.substring("message-id:".length()).strip();
            }
        }
        AcceptedMail mail = new AcceptedMail(messageId, recipient, Instant.now());
        Action action = script.get().at(Stage.DOT, recipient);
        boolean taken = !(action instanceof SmtpScript.Refuse || action instanceof SmtpScript.Drop);
        if (taken) {
            // Responsibility begins before the reply: a reply that gets lost leaves an accepted mail behind.
            accepted.accept(mail);
        }
        return perform(action, "250 OK accepted");
    }

    private boolean answer(Stage stage, String usual) throws IOException, InterruptedException {
        return perform(script.get().at(stage, recipient), usual);
    }

    /** @return whether the conversation goes on */
    private boolean perform(Action action, String usual) throws IOException, InterruptedException {
        switch (action) {
            case SmtpScript.Proceed() -> say(usual);
            case SmtpScript.Refuse(String reply) -> {
                say(reply);
                return !reply.startsWith("421");
            }
            case SmtpScript.Drop() -> {
                return false;
            }
            case SmtpScript.TakeAndDrop() -> {
                return false;
            }
            case SmtpScript.TakeAndSayNothing() -> {
                Thread.sleep(LONGER_THAN_ANY_TEST);
                return false;
            }
            case SmtpScript.AnswerAfter(Duration delay) -> {
                Thread.sleep(delay);
                say(usual);
            }
            case SmtpScript.Trickle(Duration perByte) -> {
                for (byte b : (usual + "\r\n").getBytes(StandardCharsets.US_ASCII)) {
                    out.write(b);
                    out.flush();
                    Thread.sleep(perByte);
                }
            }
        }
        return true;
    }

    private void say(String reply) throws IOException {
        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private @Nullable String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }
}
