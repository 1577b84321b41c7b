package org.reliablesignup.emailservice.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import org.reliablesignup.emailservice.notification.AccountNotifications;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
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
            MeterRegistry registry) {
        return new AccountEventListener(notifications, deadLetters, transaction, registry);
    }

    @Bean
    DeadLetters deadLetters(ProducerFactory<?, ?> factory, InboxSettings settings, MeterRegistry registry) {
        return new DeadLetters(factory.getConfigurationProperties(), settings, registry);
    }

    @Bean
    DeadLetterOffice deadLetterOffice(ConsumerFactory<?, ?> factory, DeadLetters deadLetters, InboxSettings settings) {
        return new DeadLetterOffice(new DeadLetterReader(factory.getConfigurationProperties(), settings), deadLetters);
    }

    @Bean
    DeadLetterTopic deadLetterTopic(KafkaAdmin admin, InboxSettings settings) {
        return new DeadLetterTopic(admin.getConfigurationProperties(), settings);
    }

    @Bean
    static CommonErrorHandler retryWithoutEnd(InboxSettings settings) {
        return new RetryWithoutEnd(settings);
    }
}
