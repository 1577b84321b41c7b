package org.reliablesignup.operator;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;

/** How every port is secured, whoever is let in. */
public final class Stateless {

    private Stateless() {}

    /** No session, hence no cookie, hence nothing for a forged request to ride on. */
    public static HttpSecurity secured(HttpSecurity http) {
        // The headers are on every answer, those that come from outside of the filters among them.
        return http.headers(headers -> headers.disable())
                .csrf(csrf -> csrf.disable())
                .logout(logout -> logout.disable())
                .requestCache(cache -> cache.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }
}
