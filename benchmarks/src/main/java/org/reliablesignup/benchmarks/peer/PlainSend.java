package org.reliablesignup.benchmarks.peer;

import org.reliablesignup.accountservice.AccountServiceApplication;
import org.reliablesignup.outbox.Outbox;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/**
 * Saves and sends, and waits for nothing: no guarantee. A crash or a broker that is away loses the event, and a rollback
 * after the send leaves one without an account.
 */
@Configuration(proxyBeanMethods = false)
@Import(EventSender.class)
class PlainSend {

    public static void main(String[] arguments) {
        SpringApplication.run(new Class<?>[] {AccountServiceApplication.class, PlainSend.class}, arguments);
    }

    @Bean
    @Primary
    Outbox sender(EventSender sender) {
        return new EachEvent(sender::send);
    }
}
