package org.reliablesignup.benchmarks.peer;

import org.reliablesignup.accountservice.AccountServiceApplication;
import org.reliablesignup.events.AccountCreated;
import org.reliablesignup.outbox.Outbox;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.mail.javamail.JavaMailSender;

/** Saves and sends the mail, before it answers: as most examples do it. */
@Configuration(proxyBeanMethods = false)
class MailInRequest {

    public static void main(String[] arguments) {
        SpringApplication.run(new Class<?>[] {AccountServiceApplication.class, MailInRequest.class}, arguments);
    }

    @Bean
    @Primary
    Outbox mailer(JavaMailSender sender) {
        SampleMail mail = new SampleMail();
        return new EachEvent(event -> {
            if (event instanceof AccountCreated created) {
                sender.send(mail.to(created.email(), sender));
            }
        });
    }
}
