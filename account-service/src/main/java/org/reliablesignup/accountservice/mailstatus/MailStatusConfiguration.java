package org.reliablesignup.accountservice.mailstatus;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

@Configuration(proxyBeanMethods = false)
class MailStatusConfiguration {

    /** Without end: what fails here is the database or the broker, and no record may be skipped for that. */
    @Bean
    static CommonErrorHandler retryWithoutEnd() {
        ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
        backOff.setMaxInterval(5_000);
        DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
        // Its own list of hopeless exceptions would skip the record.
        handler.setClassifications(Map.of(), true);
        return handler;
    }
}
