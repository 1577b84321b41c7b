package org.reliablesignup.accountservice.web;

import org.reliablesignup.operator.Stateless;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@Configuration(proxyBeanMethods = false)
class PublicPortConfiguration {

    /** Whoever wants to sign up has no login yet; what a request may do is decided by its address, key or token. */
    @Bean
    @Order(2)
    SecurityFilterChain publicPort(HttpSecurity http) {
        return Stateless.secured(http)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }
}
