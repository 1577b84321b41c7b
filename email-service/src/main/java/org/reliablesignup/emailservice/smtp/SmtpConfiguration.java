package org.reliablesignup.emailservice.smtp;

import io.micrometer.tracing.Tracer;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSenderImpl;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SmtpSettings.class, DkimSettings.class})
class SmtpConfiguration {

    @Bean
    SmtpChannel smtpChannel(
            JavaMailSenderImpl properties, SmtpSettings settings, DkimSettings dkim, ObjectProvider<Tracer> tracer) {
        MailServer server = new MailServer(properties, settings);
        MailWriter writer = new MailWriter(server.session(), settings, DkimSignature.of(dkim), Clock.systemUTC());
        return new SmtpChannel(server, writer, tracer.getIfAvailable(() -> Tracer.NOOP), settings);
    }
}
