package org.reliablesignup.accountservice.confirmation.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Fills in {@code pages/confirmation.html}. The page needs no script and nothing else from anywhere, and may have none.
 * Thread-safe.
 */
@Component
class ConfirmationPages {

    /** The first is for everybody whose language is not among them. */
    private static final List<Locale> LANGUAGES = Stream.of("en", "de", "es", "fr", "ja", "ar")
            .map(Locale::forLanguageTag)
            .toList();

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);

    private final SpringTemplateEngine engine = new SpringTemplateEngine();
    private final String style = read("pages/confirmation.css");
    private final HttpHeaders headers = headers(style);

    ConfirmationPages() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("pages.messages");
        messages.setDefaultEncoding(UTF_8.name());
        messages.setFallbackToSystemLocale(false);
        engine.setTemplateEngineMessageSource(messages);
        ClassLoaderTemplateResolver resolver =
                new ClassLoaderTemplateResolver(ConfirmationPages.class.getClassLoader());
        resolver.setPrefix("pages/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding(UTF_8.name());
        engine.addTemplateResolver(resolver);
    }

    /** The page with the button. */
    ResponseEntity<String> asking(String token, HttpServletRequest request) {
        Context context = new Context(languageOf(request));
        context.setVariable("token", token);
        return page("asking", HttpStatus.OK, context);
    }

    /** A page that tells something. */
    ResponseEntity<String> telling(String news, HttpStatus status, HttpServletRequest request) {
        return page(news, status, new Context(languageOf(request)));
    }

    private ResponseEntity<String> page(String name, HttpStatus status, Context context) {
        context.setVariable("page", name);
        context.setVariable("style", style);
        return ResponseEntity.status(status)
                .headers(headers)
                .header(HttpHeaders.CONTENT_LANGUAGE, context.getLocale().toLanguageTag())
                .body(engine.process("confirmation", context));
    }

    /** The first of the languages that the browser names that is one of ours. */
    private static Locale languageOf(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null) {
            return LANGUAGES.getFirst();
        }
        return Collections.list(request.getLocales()).stream()
                .map(accepted -> Locale.of(accepted.getLanguage()))
                .filter(LANGUAGES::contains)
                .findFirst()
                .orElse(LANGUAGES.getFirst());
    }

    private static HttpHeaders headers(String style) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(HTML);
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'sha256-%s'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
                        .formatted(sha256(style)));
        return headers;
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String read(String resource) {
        try {
            // A browser hashes the style with the line ends that it reads.
            return new ClassPathResource(resource).getContentAsString(UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
