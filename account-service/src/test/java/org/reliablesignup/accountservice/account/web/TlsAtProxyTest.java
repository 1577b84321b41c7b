package org.reliablesignup.accountservice.account.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.catalina.util.NetMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class TlsAtProxyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        X_FORWARDED_FOR | 10.0.0.1  | X-Forwarded-Proto | https                                       | true
        X_FORWARDED_FOR | 10.0.0.1  | X-Forwarded-Proto | HTTPS                                       | true
        X_FORWARDED_FOR | 10.0.0.1  | X-Forwarded-Proto | http, https                                 | true
        X_FORWARDED_FOR | 10.0.0.1  | X-Forwarded-Proto | https, http                                 | false
        X_FORWARDED_FOR | 10.0.0.1  | X-Forwarded-Proto | http                                        | false
        X_FORWARDED_FOR | 10.0.0.1  | Forwarded         | for=192.0.2.1;proto=https                   | false
        X_FORWARDED_FOR | 192.0.2.1 | X-Forwarded-Proto | https                                       | false
        FORWARDED       | 10.0.0.1  | Forwarded         | for=192.0.2.1;proto=https                   | true
        FORWARDED       | 10.0.0.1  | Forwarded         | proto=http, for=192.0.2.1;Proto=\"https\"     | true
        FORWARDED       | 10.0.0.1  | Forwarded         | proto=https, for=192.0.2.1                  | false
        FORWARDED       | 10.0.0.1  | X-Forwarded-Proto | https                                       | false
        FORWARDED       | 192.0.2.1 | Forwarded         | for=192.0.2.1;proto=https                   | false
        """)
    void believesTheLastWordOfATrustedProxy(
            ForwardedHeader read, String peer, String header, String value, boolean believed) {
        MockHttpServletRequest request = request(peer);
        request.addHeader(header, value);

        assertThat(tls(read).isOne(request)).isEqualTo(believed);
    }

    @Test
    void needsNoProxyWhereItSpeaksTlsItself() {
        MockHttpServletRequest request = request("192.0.2.1");
        request.setSecure(true);

        assertThat(tls(ForwardedHeader.FORWARDED).isOne(request)).isTrue();
        assertThat(tls(ForwardedHeader.FORWARDED).isOne(request("10.0.0.1"))).isFalse();
    }

    private static TlsAtProxy tls(ForwardedHeader read) {
        return new TlsAtProxy(new ProxySettings(List.of(new NetMask("10.0.0.0/8")), read));
    }

    private static MockHttpServletRequest request(String peer) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        return request;
    }
}
