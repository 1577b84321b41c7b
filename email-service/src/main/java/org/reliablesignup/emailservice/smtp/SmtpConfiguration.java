package org.reliablesignup.emailservice.smtp;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSenderImpl;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SmtpSettings.class)
class SmtpConfiguration {

    @Bean
    SmtpChannel smtpChannel(JavaMailSenderImpl properties, SmtpSettings settings) {
        MailServer server = new MailServer(properties, settings);
        return new SmtpChannel(server, new MailWriter(server.session(), settings, Clock.systemUTC()), settings);
    }
}
