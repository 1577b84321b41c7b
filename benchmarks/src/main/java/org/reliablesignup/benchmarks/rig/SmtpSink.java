package org.reliablesignup.benchmarks.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.reliablesignup.testing.process.FreePorts;
import org.reliablesignup.testing.process.Wait;

/** Postfix' {@code smtp-sink}: takes mails as fast as they come, and throws them away. */
public final class SmtpSink implements AutoCloseable {

    private final int port = FreePorts.one();
    private final Process process;

    /** Returns when it takes connections. */
    public SmtpSink() {
        try {
            // As root it insists on a user to become.
            process = new ProcessBuilder(Tools.path("smtp-sink"), "-u", user(), "localhost:" + port, "1000")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Wait.until("smtp-sink listens", Duration.ofSeconds(10), this::isListening);
    }

    public int port() {
        return port;
    }

    private static String user() {
        String user = System.getProperty("user.name");
        return user.equals("root") ? "nobody" : user;
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
