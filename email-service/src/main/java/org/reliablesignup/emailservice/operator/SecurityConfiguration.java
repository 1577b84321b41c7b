package org.reliablesignup.emailservice.operator;

import jakarta.servlet.DispatcherType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OperatorSettings.class)
class SecurityConfiguration {

    private static final Logger log = LoggerFactory.getLogger(SecurityConfiguration.class);

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    /** Of nobody but the operator, and of nobody at all where there is no password. */
    @Bean
    UserDetailsService operators(OperatorSettings settings, PasswordEncoder encoder) {
        InMemoryUserDetailsManager operators = new InMemoryUserDetailsManager();
        if (settings.isEnabled()) {
            operators.createUser(User.withUsername(settings.name())
                    .password(encoder.encode(settings.password()))
                    .roles("OPERATOR")
                    .build());
        } else {
            log.info("No operator.password is set: only health is to be had on the management port");
        }
        return operators;
    }

    /** The management port; on another port the matcher of the endpoints matches nothing. */
    @Bean
    @Order(1)
    SecurityFilterChain managementPort(HttpSecurity http, OperatorSettings settings) {
        stateless(http)
                .securityMatchers(requests ->
                        requests.requestMatchers(EndpointRequest.toAnyEndpoint(), EndpointRequest.toLinks()))
                .authorizeHttpRequests(requests -> requests.requestMatchers(EndpointRequest.to("health"))
                        .permitAll()
                        .anyRequest()
                        .hasRole("OPERATOR"));
        if (settings.isEnabled()) {
            http.httpBasic(Customizer.withDefaults());
        }
        return http.build();
    }

    /** There is nothing to be had elsewhere, and no password to be tried. */
    @Bean
    @Order(2)
    SecurityFilterChain elsewhere(HttpSecurity http) {
        return stateless(http)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .build();
    }

    /** No session, hence no cookie, hence nothing for a forged request to ride on; a cross-site one lacks the password. */
    private static HttpSecurity stateless(HttpSecurity http) {
        return http.csrf(csrf -> csrf.disable())
                .logout(logout -> logout.disable())
                .requestCache(cache -> cache.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }
}
