package org.reliablesignup.benchmarks.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;

/** A confirmation mail of ours with a link that is nobody's, put together as Spring's documentation shows it. Thread-safe. */
public final class SampleMail {

    private final String text = resource("confirmation.txt");
    private final String html = resource("confirmation.html");

    public MimeMessage to(String recipient, JavaMailSender sender) {
        MimeMessage message = sender.createMimeMessage();
        try {
            MimeMessageHelper mail = new MimeMessageHelper(message, true, UTF_8.name());
            mail.setFrom("no-reply@reliable-signup.example");
            mail.setTo(recipient);
            mail.setSubject("Please confirm your address");
            mail.setText(text, html);
            return message;
        } catch (MessagingException e) {
            throw new MailPreparationException(e);
        }
    }

    private static String resource(String name) {
        try {
            return new ClassPathResource(name, SampleMail.class).getContentAsString(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
