package org.reliablesignup.emailservice.notification;

import java.time.Clock;
import java.util.List;
import org.reliablesignup.emailservice.delivery.MailQueue;
import org.reliablesignup.outbox.Outbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NotificationConfiguration {

    @Bean
    AccountNotifications accountNotifications(MailQueue mails) {
        return new AccountNotifications(mails);
    }

    @Bean
    MailKinds mailKinds(List<MailKind> kinds) {
        return new MailKinds(kinds);
    }

    @Bean
    ConfirmationMail confirmationMail(Outbox outbox) {
        return new ConfirmationMail(new Templates(), outbox, Clock.systemUTC());
    }
}
