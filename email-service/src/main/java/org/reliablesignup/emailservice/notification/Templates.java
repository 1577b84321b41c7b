package org.reliablesignup.emailservice.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.emailservice.delivery.ComposedMail;
import org.reliablesignup.emailservice.text.PlainText;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Fills in {@code templates/<kind>/{subject.txt,body.txt,body.html}} with the words of {@code
 * templates/messages[_<language>].properties}, the HTML in the {@code templates/frame.html} of all. Thread-safe.
 */
final class Templates {

    private final SpringTemplateEngine engine = new SpringTemplateEngine();

    Templates() {
        ResourceBundleMessageSource messages = new CompleteMessages();
        messages.setBasename("templates.messages");
        messages.setDefaultEncoding(UTF_8.name());
        messages.setFallbackToSystemLocale(false);
        engine.setTemplateEngineMessageSource(messages);
        engine.addTemplateResolver(resolver(".html", TemplateMode.HTML));
        engine.addTemplateResolver(resolver(".txt", TemplateMode.TEXT));
    }

    /**
     * Writes the mail.
     *
     * @param recipientName the display name beside the recipient's address; null for none
     * @param values what the template refers to; escaped in HTML, as they are in text
     * @throws RuntimeException if a template or a message is missing
     */
    ComposedMail write(String kind, @Nullable String recipientName, Locale language, Map<String, Object> values) {
        Context context = new Context(language, values);
        return new ComposedMail(
                recipientName,
                PlainText.oneLine(engine.process(kind + "/subject.txt", context)),
                engine.process(kind + "/body.txt", context),
                engine.process(kind + "/body.html", context),
                language.toLanguageTag());
    }

    private static ClassLoaderTemplateResolver resolver(String suffix, TemplateMode mode) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(Templates.class.getClassLoader());
        resolver.setPrefix("templates/");
        resolver.getResolvablePatternSpec().addPattern("*" + suffix);
        resolver.setTemplateMode(mode);
        resolver.setForceTemplateMode(true);
        resolver.setCharacterEncoding(UTF_8.name());
        return resolver;
    }

    /** Thymeleaf would write {@code ??key??} into the mail. */
    private static final class CompleteMessages extends ResourceBundleMessageSource {

        @Override
        protected String getDefaultMessage(String code) {
            throw new IllegalStateException("no message " + code);
        }
    }
}
