package org.reliablesignup.accountservice.confirmation;

import java.time.Clock;
import org.reliablesignup.confirmation.ConfirmationKeys;
import org.reliablesignup.confirmation.TokenVerifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConfirmationConfiguration {

    @Bean
    TokenVerifier tokenVerifier(ConfirmationSettings settings, Clock clock) {
        return new TokenVerifier(ConfirmationKeys.of(settings.keys()), clock);
    }
}
