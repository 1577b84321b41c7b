import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Whether the service in this container is ready, for Docker: exit status 0 if its readiness group answers 200, else 1.
 * It is all that the image has to ask with, as there is no curl, and a shell is not needed. A plain socket, since an
 * HTTP client takes several times as long to load as this takes to answer.
 */
final class Ready {

    private static final String PATH = "/actuator/health/readiness";
    private static final int MILLIS = 3000;

    private Ready() {}

    public static void main(String[] args) {
        String port = System.getenv("MANAGEMENT_SERVER_PORT");
        String answer = ask(Integer.parseInt(port));
        System.out.println(PATH + " on port " + port + ": " + answer);
        System.exit(answer.matches("HTTP/1\\.1 200( .*)?") ? 0 : 1);
    }

    /** The first line of the answer, or why there is none. */
    private static String ask(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
            socket.setSoTimeout(MILLIS);
            String request = "GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] head = socket.getInputStream().readNBytes(64);
            return new String(head, StandardCharsets.US_ASCII).lines().findFirst().orElse("no answer");
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
