package org.reliablesignup.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.reliablesignup.demo.supervisor.Supervisor;

/** The whole system on free ports. */
final class RunningDemo implements AutoCloseable {

    private final DemoSettings settings;
    private final Demo demo;
    private final Supervisor services;

    RunningDemo(Path data) throws Exception {
        settings = new DemoSettings(Path.of(".."), data, freePorts(), false);
        demo = new Demo(settings, line -> {});
        services = demo.start();
        services.awaitReady();
    }

    String page() {
        return uri(DemoPort.ACCOUNT);
    }

    String inbox() {
        return uri(DemoPort.INBOX);
    }

    /** The operating system's kill; the demo starts it again. */
    void kill(String service) {
        ProcessHandle.of(services.pid(service).orElseThrow()).orElseThrow().destroyForcibly();
    }

    private String uri(DemoPort port) {
        return "http://localhost:" + settings.port(port) + "/";
    }

    private static Map<DemoPort, Integer> freePorts() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        Map<DemoPort, Integer> ports = new EnumMap<>(DemoPort.class);
        try {
            for (DemoPort port : DemoPort.values()) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
                ports.put(port, sockets.getLast().getLocalPort());
            }
            return ports;
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    @Override
    public void close() {
        demo.close();
    }
}
