package org.reliablesignup.demo.supervisor;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A service that only says that it is ready; it is started as a process of its own. */
final class StandIn {

    private StandIn() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println("stand-in starts");
        if (System.getenv("STAND_IN_PORT").equals("none")) {
            System.exit(3);
        }
        int port = Integer.parseInt(System.getenv("STAND_IN_PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    static ServiceSpec spec(String name, Path folder) throws Exception {
        return spec(name, folder, folder);
    }

    static ServiceSpec spec(String name, Path folder, Path logs) throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        return spec(name, folder, logs, String.valueOf(port), URI.create("http://localhost:%d/".formatted(port)));
    }

    static ServiceSpec specOfOneThatDies(String name, Path folder) throws Exception {
        return spec(name, folder, folder, "none", URI.create("http://localhost:1/"));
    }

    private static ServiceSpec spec(String name, Path folder, Path logs, String port, URI readiness) throws Exception {
        Path classes = Path.of(StandIn.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return new ServiceSpec(
                name,
                StandIn.class.getName(),
                List.of(classes),
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx32m"),
                Map.of("STAND_IN_PORT", port),
                folder,
                logs.resolve(name + ".log"),
                readiness);
    }
}
