package org.reliablesignup.accountservice.web;

import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.reliablesignup.operator.Stateless;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@Configuration(proxyBeanMethods = false)
class PublicPortConfiguration {

    /** The line that ends a body goes through the same buffer. */
    private static final int LONGEST_TRAILER = 64;

    /** Whoever wants to sign up has no login yet; what a request may do is decided by its address, key or token. */
    @Bean
    @Order(2)
    SecurityFilterChain publicPort(HttpSecurity http) {
        return Stateless.secured(http)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /**
     * A body is asked for when it is read, and not before it is known whether it is wanted (RFC 9110 section 10.1.1). It
     * has no extensions of chunks and hardly a trailer: one read takes them all, however slowly they come.
     */
    @Bean
    TomcatProtocolHandlerCustomizer<AbstractHttp11Protocol<?>> bodies() {
        return protocol -> {
            protocol.setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
            protocol.setMaxExtensionSize(0);
            protocol.setMaxTrailerSize(LONGEST_TRAILER);
        };
    }
}
