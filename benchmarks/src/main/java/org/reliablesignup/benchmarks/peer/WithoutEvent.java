package org.reliablesignup.benchmarks.peer;

import org.reliablesignup.accountservice.AccountServiceApplication;
import org.reliablesignup.outbox.Outbox;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Tells nobody. What a sign-up costs less here is what the guarantee costs. */
@Configuration(proxyBeanMethods = false)
class WithoutEvent {

    public static void main(String[] arguments) {
        SpringApplication.run(new Class<?>[] {AccountServiceApplication.class, WithoutEvent.class}, arguments);
    }

    @Bean
    @Primary
    Outbox silence() {
        return new EachEvent(event -> {});
    }
}
