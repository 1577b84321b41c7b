package org.reliablesignup.emailservice.notification;

import java.time.Clock;
import java.util.List;
import org.reliablesignup.confirmation.ConfirmationKeys;
import org.reliablesignup.confirmation.TokenMinter;
import org.reliablesignup.emailservice.delivery.MailQueue;
import org.reliablesignup.outbox.Outbox;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    ConfirmationSettings.class,
    WelcomeMailSettings.class,
    Brand.class,
    TemplateSettings.class
})
class NotificationConfiguration {

    @Bean
    AccountNotifications accountNotifications(MailQueue mails, WelcomeMailSettings welcome) {
        return new AccountNotifications(mails, welcome.enabled());
    }

    @Bean
    MailKinds mailKinds(List<MailKind> kinds, Templates templates) {
        return new MailKinds(kinds, templates.languages());
    }

    @Bean
    MailPreviews mailPreviews(MailKinds kinds, Templates templates) {
        return new MailPreviews(kinds, templates.languages());
    }

    @Bean
    Templates templates(Brand brand, TemplateSettings settings) {
        return new Templates(brand, settings.folder());
    }

    @Bean
    ConfirmationLinks confirmationLinks(ConfirmationSettings settings) {
        TokenMinter minter = new TokenMinter(
                ConfirmationKeys.of(settings.keys()), settings.currentKey(), settings.validFor(), Clock.systemUTC());
        return new ConfirmationLinks(minter, settings.baseUrl());
    }

    @Bean
    ConfirmationOutcomes confirmationOutcomes(Outbox outbox) {
        return new ConfirmationOutcomes(outbox, Clock.systemUTC());
    }

    @Bean
    ConfirmationMail confirmationMail(Templates templates, ConfirmationLinks links, ConfirmationOutcomes outcomes) {
        return new ConfirmationMail(templates, links, outcomes);
    }

    @Bean
    ExistingAccountMail existingAccountMail(Templates templates, ConfirmationOutcomes outcomes) {
        return new ExistingAccountMail(templates, outcomes);
    }

    /** There even where none is ordered any more: those that were are to be sent. */
    @Bean
    WelcomeMail welcomeMail(Templates templates) {
        return new WelcomeMail(templates);
    }
}
