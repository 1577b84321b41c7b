package org.reliablesignup.accountservice.progress;

import java.util.List;
import org.reliablesignup.events.Topics;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProgressSettings.class)
@ConditionalOnBooleanProperty("progress.enabled")
class ProgressConfiguration {

    @Bean
    Journal progressJournal(ProgressSettings settings) {
        return new Journal(settings.maxAccounts());
    }

    @Bean
    TopicTail progressTail(ConsumerFactory<?, ?> factory, Journal journal) {
        return new TopicTail(
                factory.getConfigurationProperties(),
                List.of(Topics.ACCOUNT_EVENTS, Topics.MAIL_EVENTS),
                new StepReader(journal)::read);
    }
}
