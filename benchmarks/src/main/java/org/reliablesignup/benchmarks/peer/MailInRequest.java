package org.reliablesignup.benchmarks.peer;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.reliablesignup.accountservice.AccountServiceApplication;
import org.reliablesignup.events.AccountCreated;
import org.reliablesignup.outbox.Outbox;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Saves and sends the mail, before it answers: as most examples do it. A mail of ours, with a link that is nobody's. */
@Configuration(proxyBeanMethods = false)
class MailInRequest {

    public static void main(String[] arguments) {
        SpringApplication.run(new Class<?>[] {AccountServiceApplication.class, MailInRequest.class}, arguments);
    }

    @Bean
    @Primary
    Outbox mailer(JavaMailSender mails) throws IOException {
        String text = resource("confirmation.txt");
        String html = resource("confirmation.html");
        return event -> {
            if (event instanceof AccountCreated created) {
                mails.send(mail(mails.createMimeMessage(), created.email(), text, html));
            }
        };
    }

    private static MimeMessage mail(MimeMessage message, String recipient, String text, String html) {
        try {
            MimeMessageHelper mail = new MimeMessageHelper(message, true, "UTF-8");
            mail.setFrom("no-reply@reliable-signup.example");
            mail.setTo(recipient);
            mail.setSubject("Confirm your address");
            mail.setText(text, html);
            return message;
        } catch (MessagingException e) {
            throw new MailPreparationException(e);
        }
    }

    private static String resource(String name) throws IOException {
        return new ClassPathResource(name, MailInRequest.class).getContentAsString(StandardCharsets.UTF_8);
    }
}
