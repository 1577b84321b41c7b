package org.reliablesignup.emailservice.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.emailservice.delivery.ComposedMail;
import org.reliablesignup.emailservice.text.PlainText;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.AbstractConfigurableTemplateResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresolver.FileTemplateResolver;
import org.unbescape.html.HtmlEscape;

/**
 * Fills in {@code templates/<kind>/{subject.txt,body.txt,body.html}} with {@link Words}, the HTML in the {@code
 * templates/frame.html} of all. What lies in a folder of the operator's own comes before what we bring along. Without one,
 * each is written once for each language, and then only filled in, which is quicker by far: of our own templates we know
 * that nothing hangs on the words of a mail. Thread-safe.
 */
final class Templates {

    private final SpringTemplateEngine engine = new SpringTemplateEngine();
    private final Words words;
    private final Brand brand;
    private final boolean onlyOurs;
    private final Map<Letter, Forms> forms = new ConcurrentHashMap<>();

    /**
     * Reads what there is.
     *
     * @param folder null for none
     * @throws RuntimeException if there is a folder and it cannot be read, or a language lacks a word
     */
    Templates(Brand brand, @Nullable Path folder) {
        this.brand = brand;
        this.onlyOurs = folder == null;
        this.words = new Words(folder);
        engine.setTemplateEngineMessageSource(words);
        for (TemplateMode mode : List.of(TemplateMode.HTML, TemplateMode.TEXT)) {
            if (folder != null) {
                FileTemplateResolver own = new FileTemplateResolver();
                own.setPrefix(folder.toAbsolutePath() + "/");
                own.setOrder(1);
                own.setCheckExistence(true);
                add(own, mode);
            }
            ClassLoaderTemplateResolver ours = new ClassLoaderTemplateResolver(Templates.class.getClassLoader());
            ours.setPrefix("templates/");
            ours.setOrder(2);
            add(ours, mode);
        }
    }

    /** Those that mails are written in; English first. */
    List<Locale> languages() {
        return words.languages();
    }

    /** @param tag BCP 47 */
    Locale languageClosestTo(String tag) {
        return words.languageClosestTo(tag);
    }

    /**
     * Writes the mail.
     *
     * @param recipientName the display name beside the recipient's address; null for none
     * @param values what the template refers to; escaped in HTML, as they are in text
     * @throws RuntimeException if a template or a message is missing
     */
    ComposedMail write(String kind, @Nullable String recipientName, Locale language, Map<String, Object> values) {
        if (!onlyOurs) {
            return written(kind, recipientName, language, values);
        }
        Forms some = forms.computeIfAbsent(new Letter(kind, language), letter -> forms(letter, values.keySet()));
        return new ComposedMail(
                recipientName,
                some.subject.filledIn(values),
                some.text.filledIn(values),
                some.html.filledIn(values),
                language.toLanguageTag());
    }

    private Forms forms(Letter letter, Set<String> names) {
        ComposedMail written = written(letter.kind, null, letter.language, Form.places(names));
        return new Forms(
                new Form(written.subject(), UnaryOperator.identity(), PlainText::oneLine),
                new Form(written.text(), UnaryOperator.identity(), UnaryOperator.identity()),
                new Form(written.html(), Templates::inAscii, Templates::escaped));
    }

    /** What is not ASCII by its number: so the HTML, most of a mail, goes as it is, in whatever language. */
    private static String inAscii(String html) {
        StringBuilder ascii = new StringBuilder();
        html.codePoints().forEach(character -> {
            if (character < 128) {
                ascii.append((char) character);
            } else {
                ascii.append("&#").append(character).append(';');
            }
        });
        return ascii.toString();
    }

    private static String escaped(String value) {
        return inAscii(HtmlEscape.escapeHtml4Xml(value));
    }

    private ComposedMail written(
            String kind, @Nullable String recipientName, Locale language, Map<String, Object> values) {
        Context context = new Context(language, values);
        context.setVariable("brand", brand);
        return new ComposedMail(
                recipientName,
                PlainText.oneLine(engine.process(kind + "/subject.txt", context)),
                engine.process(kind + "/body.txt", context),
                engine.process(kind + "/body.html", context),
                language.toLanguageTag());
    }

    /** As people write it who speak that language, in UTC; with a common space for the narrow one before AM and PM. */
    static String time(Instant time, Locale language) {
        String written = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(language)
                .withZone(ZoneOffset.UTC)
                .format(time);
        // It would have all of an English text encoded.
        return written.replace('\u202f', ' ') + " UTC";
    }

    private void add(AbstractConfigurableTemplateResolver resolver, TemplateMode mode) {
        String suffix = mode == TemplateMode.HTML ? ".html" : ".txt";
        resolver.setName(resolver.getClass().getSimpleName() + suffix);
        resolver.getResolvablePatternSpec().addPattern("*" + suffix);
        resolver.setTemplateMode(mode);
        resolver.setForceTemplateMode(true);
        resolver.setCharacterEncoding(UTF_8.name());
        engine.addTemplateResolver(resolver);
    }

    private record Letter(String kind, Locale language) {}

    private record Forms(Form subject, Form text, Form html) {}
}
