package org.reliablesignup.demo.inbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks SMTP byte by byte, where a mail library would be too polite. */
final class SmtpDialogue implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader replies;

    SmtpDialogue(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        reply();
        say("EHLO test");
    }

    /** The server's reply to a mail from sender@example.com to each of the recipients. */
    String send(byte[] content, String... recipients) throws IOException {
        say("MAIL FROM:<sender@example.com>");
        for (String recipient : recipients) {
            say("RCPT TO:<" + recipient + ">");
        }
        say("DATA");
        socket.getOutputStream().write(content);
        return say("\r\n.");
    }

    String send(String content, String... recipients) throws IOException {
        return send(content.getBytes(StandardCharsets.UTF_8), recipients);
    }

    String say(String line) throws IOException {
        write(line + "\r\n");
        return reply();
    }

    void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private String reply() throws IOException {
        String line = replies.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = replies.readLine();
        }
        return String.valueOf(line);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
