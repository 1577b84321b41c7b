package org.reliablesignup.operator;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** The operator, and the management port for them alone, in every application that has this module. */
@AutoConfiguration(before = {UserDetailsServiceAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class})
@EnableConfigurationProperties(OperatorSettings.class)
class OperatorAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(OperatorAutoConfiguration.class);

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

    /**
     * Headers and parameters are left to Tomcat, which refuses CR, LF and NUL, and to whoever reads them: what else is in
     * them, such as a city's name in UTF-8 that a proxy adds, would make a defect of ours out of them.
     */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames(name -> true);
        firewall.setAllowedHeaderValues(value -> true);
        firewall.setAllowedParameterNames(name -> true);
        return firewall;
    }

    /** Several spans for each request, which tell nothing of a sign-up; each filter would be wrapped for them. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    FailedLogins failedLogins() {
        return new FailedLogins();
    }

    /** The management port; on another port the matcher of the endpoints matches nothing. */
    @Bean
    @Order(1)
    SecurityFilterChain managementPort(HttpSecurity http, OperatorSettings settings) {
        Stateless.secured(http)
                .securityMatchers(requests ->
                        requests.requestMatchers(EndpointRequest.toAnyEndpoint(), EndpointRequest.toLinks()))
                .authorizeHttpRequests(
                        requests -> requests.requestMatchers(OperatorAutoConfiguration::isFromAnotherSite)
                                .denyAll()
                                .requestMatchers(EndpointRequest.to("health"))
                                .permitAll()
                                .anyRequest()
                                .hasRole("OPERATOR"));
        if (settings.isEnabled()) {
            http.httpBasic(Customizer.withDefaults());
        }
        return http.build();
    }

    /** A browser keeps the operator's password once it was typed in, and another site's page could ride on that. */
    private static boolean isFromAnotherSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return "cross-site".equals(site) || "same-site".equals(site);
    }

    /** Unless the application opens it, there is nothing to be had elsewhere, and no password to be tried. */
    @Bean
    @Order(2)
    @ConditionalOnMissingBean(name = "publicPort")
    SecurityFilterChain closedPort(HttpSecurity http) {
        return Stateless.secured(http)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .build();
    }
}
