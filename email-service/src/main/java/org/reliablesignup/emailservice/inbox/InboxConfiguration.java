package org.reliablesignup.emailservice.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import org.reliablesignup.deadletters.DeadLetters;
import org.reliablesignup.emailservice.notification.AccountNotifications;
import org.reliablesignup.tracing.EventTracing;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InboxSettings.class)
class InboxConfiguration {

    @Bean
    AccountEventListener accountEventListener(
            AccountNotifications notifications,
            DeadLetters deadLetters,
            TransactionTemplate transaction,
            EventTracing tracing,
            MeterRegistry registry) {
        return new AccountEventListener(notifications, deadLetters, transaction, tracing, registry);
    }

    @Bean
    static CommonErrorHandler retryWithoutEnd(InboxSettings settings) {
        return new RetryWithoutEnd(settings);
    }
}
