package org.reliablesignup.emailservice.operator;

import org.reliablesignup.deadletters.DeadLetterOffice;
import org.reliablesignup.emailservice.delivery.JobInspection;
import org.reliablesignup.emailservice.delivery.JobIntervention;
import org.reliablesignup.emailservice.notification.MailPreviews;
import org.reliablesignup.operator.Audit;
import org.reliablesignup.operator.PasswordIsSet;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@Conditional(PasswordIsSet.class)
class OperatorConfiguration {

    @Bean
    MailJobsEndpoint mailJobsEndpoint(JobInspection inspection, JobIntervention intervention) {
        return new MailJobsEndpoint(inspection, intervention, new Audit());
    }

    @Bean
    MailPreviewsEndpoint mailPreviewsEndpoint(MailPreviews previews) {
        return new MailPreviewsEndpoint(previews);
    }

    @Bean
    DeadLettersEndpoint deadLettersEndpoint(DeadLetterOffice office) {
        return new DeadLettersEndpoint(office, new Audit());
    }
}
