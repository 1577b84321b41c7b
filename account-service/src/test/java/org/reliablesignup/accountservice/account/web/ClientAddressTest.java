package org.reliablesignup.accountservice.account.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.catalina.util.NetMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientAddressTest {

    private static final String PROXY = "10.0.0.1";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            203.0.113.9                                    | 203.0.113.9
            6.6.6.6, 203.0.113.9                           | 203.0.113.9
            6.6.6.6, 203.0.113.9, 10.0.0.2                 | 203.0.113.9
            garbage, 203.0.113.9                           | 203.0.113.9
            10.0.0.3, 10.0.0.2                             | 10.0.0.3
            203.0.113.9:4711                               | 203.0.113.9
            2001:db8:1:2:3:4:5:6                           | 20010db800010002/64
            [2001:db8:1:2::9]:4711                         | 20010db800010002/64
            ::ffff:203.0.113.9                             | 203.0.113.9
            6.6.6.6, garbage                               | 10.0.0.1
            6.6.6.6, garbage, 10.0.0.2                     | 10.0.0.2
            6.6.6.6, unknown                               | 10.0.0.1
            6.6.6.6, example.com                           | 10.0.0.1
            6.6.6.6, [                                     | 10.0.0.1
            6.6.6.6,                                       | 10.0.0.1
            """)
    void findsTheCallerThatNoTrustedProxyIs(String header, String client) {
        assertThat(client(ForwardedHeader.X_FORWARDED_FOR, PROXY, header)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            for=203.0.113.9                                | 203.0.113.9
            For="203.0.113.9:80";proto=https;by=10.0.0.1   | 203.0.113.9
            for=6.6.6.6, proto=http; for=203.0.113.9       | 203.0.113.9
            for="[2001:db8:1:2::9]:4711"                   | 20010db800010002/64
            for=6.6.6.6, for=_hidden                       | 10.0.0.1
            for=6.6.6.6, proto=https                       | 10.0.0.1
            for=6.6.6.6, for=", for=203.0.113.9            | 10.0.0.1
            for=6.6.6.6, for="a\\", for=203.0.113.9        | 10.0.0.1
            """)
    void readsTheHeaderOfTheRfc(String header, String client) {
        assertThat(client(ForwardedHeader.FORWARDED, PROXY, header)).isEqualTo(client);
    }

    @Test
    void readsSeveralLinesAsOne() {
        assertThat(client(ForwardedHeader.X_FORWARDED_FOR, PROXY, "6.6.6.6", "203.0.113.9", "10.0.0.2"))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void believesNobodyElse() {
        assertThat(client(ForwardedHeader.X_FORWARDED_FOR, "198.51.100.7", "6.6.6.6"))
                .isEqualTo("198.51.100.7");
        assertThat(client(ForwardedHeader.X_FORWARDED_FOR, "2001:db8:1:2:3:4:5:6", "6.6.6.6"))
                .isEqualTo("20010db800010002/64");
    }

    @Test
    void believesNobodyByDefault() {
        MockHttpServletRequest request = request(PROXY, "X-Forwarded-For", "6.6.6.6");
        ProxySettings settings = new ProxySettings(List.of(), ForwardedHeader.X_FORWARDED_FOR);

        assertThat(new ClientAddress(settings).of(request)).isEqualTo(PROXY);
    }

    @Test
    void readsNoHeaderThatTheProxyDoesNotWrite() {
        MockHttpServletRequest request = request(PROXY, "Forwarded", "for=6.6.6.6");
        request.addHeader("X-Forwarded-For", "203.0.113.9");

        assertThat(clientAddress(ForwardedHeader.X_FORWARDED_FOR).of(request)).isEqualTo("203.0.113.9");
    }

    @Test
    void takesAProxyWithoutHeaderForTheClient() {
        assertThat(client(ForwardedHeader.X_FORWARDED_FOR, PROXY)).isEqualTo(PROXY);
    }

    private static String client(ForwardedHeader header, String peer, String... lines) {
        return clientAddress(header).of(request(peer, header.headerName(), lines));
    }

    private static ClientAddress clientAddress(ForwardedHeader header) {
        List<NetMask> trusted =
                Stream.of("10.0.0.0/8", "fd00::/8").map(NetMask::new).toList();
        return new ClientAddress(new ProxySettings(trusted, header));
    }

    private static MockHttpServletRequest request(String peer, String header, String... lines) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/accounts");
        request.setRemoteAddr(peer);
        for (String line : lines) {
            request.addHeader(header, line);
        }
        return request;
    }
}
