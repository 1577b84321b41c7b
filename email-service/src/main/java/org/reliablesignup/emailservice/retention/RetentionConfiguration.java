package org.reliablesignup.emailservice.retention;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(RetentionSettings.class)
class RetentionConfiguration {

    @Bean
    Purge purge(JdbcClient jdbc, TransactionOperations transaction, RetentionSettings settings) {
        return new Purge(jdbc, transaction, settings);
    }

    /** The first run comes an interval after the start; a run that fails is logged, and the next tries again. */
    @Bean
    SchedulingConfigurer purgeSchedule(Purge purge, RetentionSettings settings) {
        return tasks ->
                tasks.addFixedDelayTask(new FixedDelayTask(purge::run, settings.interval(), settings.interval()));
    }
}
