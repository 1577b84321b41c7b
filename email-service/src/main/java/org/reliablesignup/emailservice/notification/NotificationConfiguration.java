package org.reliablesignup.emailservice.notification;

import java.lang.management.ManagementFactory;
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
    ProgressSettings.class,
    WelcomeMailSettings.class,
    Brand.class,
    TemplateSettings.class
})
class NotificationConfiguration {

    @Bean
    AccountNotifications accountNotifications(MailQueue mails, MailKinds kinds, WelcomeMailSettings welcome) {
        return new AccountNotifications(mails, kinds, welcome.enabled());
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
    ConfirmationReports confirmationReports(Outbox outbox, ProgressSettings progress) {
        return new ConfirmationReports(
                outbox, progress.enabled(), ManagementFactory.getRuntimeMXBean().getName(), Clock.systemUTC());
    }

    @Bean
    ConfirmationMail confirmationMail(Templates templates, ConfirmationLinks links, ConfirmationReports reports) {
        return new ConfirmationMail(templates, links, reports);
    }

    @Bean
    ExistingAccountMail existingAccountMail(Templates templates, ConfirmationReports reports) {
        return new ExistingAccountMail(templates, reports);
    }

    /** There even where none is ordered any more: those that were are to be sent. */
    @Bean
    WelcomeMail welcomeMail(Templates templates) {
        return new WelcomeMail(templates);
    }
}
