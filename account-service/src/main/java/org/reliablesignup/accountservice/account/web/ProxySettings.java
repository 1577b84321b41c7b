package org.reliablesignup.accountservice.account.web;

import jakarta.validation.constraints.NotNull;
import java.net.InetAddress;
import java.util.List;
import org.apache.catalina.util.NetMask;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who stands between the clients and us.
 *
 * @param trustedProxies addresses in CIDR notation; what others say about clients is not believed
 * @param proxyHeader where they write the address that called them. One header, since a proxy that writes the one hands
 *     the other on as the client made it up
 */
@ConfigurationProperties("limits")
@Validated
record ProxySettings(
        @DefaultValue({}) @NotNull List<NetMask> trustedProxies,
        @DefaultValue("X_FORWARDED_FOR") @NotNull ForwardedHeader proxyHeader) {

    boolean trusts(InetAddress address) {
        return trustedProxies.stream().anyMatch(range -> range.matches(address));
    }
}
