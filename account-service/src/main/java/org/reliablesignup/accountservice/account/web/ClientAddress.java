package org.reliablesignup.accountservice.account.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells clients apart by where they call from. */
@Component
class ClientAddress {

    private static final int BYTES_OF_A_64 = 8;

    private final ProxySettings settings;

    ClientAddress(ProxySettings settings) {
        this.settings = settings;
    }

    /**
     * The caller that no trusted proxy is, seen from us: whatever stands further away may be made up. An IPv4 address
     * is a client; of IPv6, a whole /64 is, since that is what one household gets.
     */
    String of(HttpServletRequest request) {
        Optional<InetAddress> peer = parse(request.getRemoteAddr());
        return peer.map(address -> name(origin(address, hops(request)))).orElse(request.getRemoteAddr());
    }

    private InetAddress origin(InetAddress peer, Iterator<String> nearestFirst) {
        InetAddress caller = peer;
        while (settings.trusts(caller) && nearestFirst.hasNext()) {
            Optional<InetAddress> before = parse(nearestFirst.next());
            if (before.isEmpty()) {
                return caller;
            }
            caller = before.get();
        }
        return caller;
    }

    private Iterator<String> hops(HttpServletRequest request) {
        ForwardedHeader header = settings.proxyHeader();
        List<String> lines = Collections.list(request.getHeaders(header.headerName()));
        return lines.stream()
                .flatMap(line -> header.hops(line).stream())
                .toList()
                .reversed()
                .iterator();
    }

    /** With a port or without; never a name that would have to be looked up. */
    static Optional<InetAddress> parse(String text) {
        String address = text.strip();
        if (address.startsWith("[")) {
            address = address.substring(1, Math.max(1, address.indexOf(']')));
        } else if (address.indexOf(':') == address.lastIndexOf(':')) {
            address = address.split(":", 2)[0];
        }
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String name(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), BYTES_OF_A_64)) + "/64"
                : address.getHostAddress();
    }
}
