package org.reliablesignup.deadletters;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.reliablesignup.topics.KafkaTopics;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/** {@link DeadLetters} and their {@link DeadLetterOffice} for every application that has this module and a broker. */
@AutoConfiguration(
        after = KafkaAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@EnableConfigurationProperties(DeadLetterSettings.class)
class DeadLettersAutoConfiguration {

    private static final Duration MAX_RETRY = Duration.ofSeconds(5);

    @Bean
    DeadLetters deadLetters(
            LetterProducer producer,
            KafkaTopics deadLetterTopics,
            ObjectProvider<MeterRegistry> registry,
            DeadLetterSettings settings) {
        return new DeadLetters(
                settings.topic(), producer, deadLetterTopics, registry.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    DeadLetterOffice deadLetterOffice(
            ConsumerFactory<?, ?> factory, LetterProducer producer, DeadLetterSettings settings) {
        DeadLetterReader reader = new DeadLetterReader(factory.getConfigurationProperties(), settings);
        return new DeadLetterOffice(reader, producer, settings.source());
    }

    @Bean
    LetterProducer deadLetterProducer(ProducerFactory<?, ?> factory, DeadLetterSettings settings) {
        return LetterProducer.of(factory.getConfigurationProperties(), settings);
    }

    @Bean
    KafkaTopics deadLetterTopics(KafkaAdmin admin, DeadLetterSettings settings) {
        return topics(admin.getConfigurationProperties(), settings);
    }

    static KafkaTopics topics(Map<String, Object> clientConfig, DeadLetterSettings settings) {
        Map<String, String> config = new HashMap<>(KafkaTopics.TIMED_BY_THE_BROKER);
        config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(settings.maxLetterBytes()));
        return new KafkaTopics(
                clientConfig,
                List.of(settings.topic()),
                name -> new NewTopic(name, settings.partitions(), settings.replicationFactor()).configs(config),
                settings.acknowledgeTimeout().dividedBy(2),
                MAX_RETRY);
    }
}
