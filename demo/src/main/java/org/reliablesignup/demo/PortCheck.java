package org.reliablesignup.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Tries every port before anything starts, so that all taken ones are told at once. */
final class PortCheck {

    private PortCheck() {}

    /** One line for each port that is taken; empty when the demo can start. */
    static List<String> problems(DemoSettings settings) throws IOException {
        List<String> problems = new ArrayList<>();
        Deque<ServerSocket> tried = new ArrayDeque<>();
        try {
            for (DemoPort port : DemoPort.values()) {
                int number = settings.port(port);
                if (isTaken(number, tried)) {
                    problems.add("Port %d, wanted by %s, is taken: free it, or choose another with -D%s=..."
                            .formatted(number, port.user(), port.property()));
                }
            }
        } finally {
            for (ServerSocket socket : tried) {
                socket.close();
            }
        }
        return problems;
    }

    // Sockets stay open until all are tried: two settings with the same port are a conflict as well.
    // Both loopback addresses count: "localhost" would lead a browser to whoever listens on the other one.
    private static boolean isTaken(int port, Deque<ServerSocket> tried) throws IOException {
        for (InetAddress address : InetAddress.getAllByName("localhost")) {
            if (NetworkInterface.getByInetAddress(address) == null) {
                continue;
            }
            ServerSocket socket = new ServerSocket();
            tried.push(socket);
            try {
                socket.bind(new InetSocketAddress(address, port));
            } catch (IOException _) {
                return true;
            }
        }
        return false;
    }
}
