package org.reliablesignup.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Ports that nobody listens on just now. */
final class FreePorts {

    private FreePorts() {}

    static int one() throws IOException {
        return take(1).getFirst();
    }

    static Map<DemoPort, Integer> forAll() throws IOException {
        List<Integer> free = take(DemoPort.values().length);
        Map<DemoPort, Integer> ports = new EnumMap<>(DemoPort.class);
        for (DemoPort port : DemoPort.values()) {
            ports.put(port, free.get(port.ordinal()));
        }
        return ports;
    }

    private static List<Integer> take(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
