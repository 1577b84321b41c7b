package org.reliablesignup.accountservice.account.web;

import jakarta.servlet.http.HttpServletRequest;
import org.reliablesignup.answers.TlsCallers;
import org.springframework.stereotype.Component;

/** Believes a trusted proxy that its caller spoke TLS. */
@Component
class TlsAtProxy implements TlsCallers {

    private final ProxySettings settings;

    TlsAtProxy(ProxySettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean isOne(HttpServletRequest request) {
        return request.isSecure()
                || ClientAddress.parse(request.getRemoteAddr())
                                .filter(settings::trusts)
                                .isPresent()
                        && settings.proxyHeader().scheme(request).equalsIgnoreCase("https");
    }
}
