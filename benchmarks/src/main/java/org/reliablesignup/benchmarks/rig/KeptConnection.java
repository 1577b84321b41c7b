package org.reliablesignup.benchmarks.rig;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/**
 * A client that sees as much of the time as a client can: it writes a request in one go, over a connection that is kept,
 * and reads nothing but the status and the length of the answer. Not thread-safe.
 */
public final class KeptConnection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    public KeptConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /**
     * Signs up.
     *
     * @return how long it took from the first byte of the request to the last one of the answer, in nanoseconds
     * @throws IllegalStateException if the answer is not 201
     */
    public long signUp(String address) throws IOException {
        byte[] request = request(address);
        long start = System.nanoTime();
        out.write(request);
        String status = readLine();
        int length = 0;
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        in.skipNBytes(length);
        long end = System.nanoTime();
        if (!status.startsWith("HTTP/1.1 201")) {
            throw new IllegalStateException("answered " + status);
        }
        return end - start;
    }

    private static byte[] request(String address) {
        String body = "{\"ownerName\":\"Ada Lovelace\",\"email\":\"%s\",\"locale\":\"en\"}".formatted(address);
        return """
                POST /accounts HTTP/1.1\r
                Host: localhost\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                %s""".formatted(body.length(), body).getBytes(ISO_8859_1);
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection was not kept");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
