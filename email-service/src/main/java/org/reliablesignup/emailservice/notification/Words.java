package org.reliablesignup.emailservice.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.AbstractMessageSource;

/**
 * The words of the mails, language by language: {@code templates/messages[_<language>].properties}, and over them the
 * files of the same names in a folder of the operator's own, which may change single words, or add a language. Thread-safe.
 */
final class Words extends AbstractMessageSource {

    /** The first is for everybody whose language is not among ours. */
    private static final List<Locale> BUILT_IN = Stream.of("en", "de", "es", "fr", "ja", "ar")
            .map(Locale::forLanguageTag)
            .toList();

    private static final Pattern FILE = Pattern.compile("messages(?:_(?<tag>[A-Za-z]{2,8}))?\\.properties");

    private final Map<Locale, Properties> words = new LinkedHashMap<>();

    /**
     * Reads all of them.
     *
     * @param folder null for none
     * @throws IllegalStateException if a language lacks a word that English has
     * @throws UncheckedIOException if a file cannot be read
     */
    Words(@Nullable Path folder) {
        BUILT_IN.forEach(language -> words.put(language, builtIn(language)));
        if (folder != null) {
            read(folder);
        }
        words.forEach(this::check);
    }

    /** English first. */
    List<Locale> languages() {
        return List.copyOf(words.keySet());
    }

    /** @param tag BCP 47; one that is not well-formed is no language of ours either */
    Locale languageClosestTo(String tag) {
        Locale language = Locale.of(Locale.forLanguageTag(tag).getLanguage());
        return words.containsKey(language) ? language : BUILT_IN.getFirst();
    }

    @Override
    protected @Nullable MessageFormat resolveCode(String code, Locale language) {
        String message = resolveCodeWithoutArguments(code, language);
        return message == null ? null : new MessageFormat(message, language);
    }

    @Override
    protected @Nullable String resolveCodeWithoutArguments(String code, Locale language) {
        Properties some = words.get(language);
        return some == null ? null : some.getProperty(code);
    }

    /** Thymeleaf would write {@code ??key??} into the mail. */
    @Override
    protected String getDefaultMessage(String code) {
        throw new IllegalStateException("no message " + code);
    }

    private void read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (name.matches()) {
                    try (InputStream stream = Files.newInputStream(file)) {
                        words.computeIfAbsent(language(name.group("tag")), added -> new Properties())
                                .putAll(load(stream));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("templates.folder cannot be read: " + folder, e);
        }
    }

    private static Locale language(@Nullable String tag) {
        if (tag == null) {
            return BUILT_IN.getFirst();
        }
        try {
            return new Locale.Builder().setLanguage(tag).build();
        } catch (IllformedLocaleException e) {
            throw new IllegalStateException("messages_%s.properties: there is no such language".formatted(tag), e);
        }
    }

    private void check(Locale language, Properties known) {
        Set<String> missing = new TreeSet<>(builtIn(BUILT_IN.getFirst()).stringPropertyNames());
        missing.removeAll(known.stringPropertyNames());
        if (!missing.isEmpty()) {
            throw new IllegalStateException("%s lacks %s".formatted(name(language), String.join(", ", missing)));
        }
    }

    private static Properties builtIn(Locale language) {
        String resource = "templates/" + name(language);
        try (InputStream stream = Words.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("no " + resource);
            }
            return load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static String name(Locale language) {
        return language.equals(BUILT_IN.getFirst())
                ? "messages.properties"
                : "messages_%s.properties".formatted(language.getLanguage());
    }

    private static Properties load(InputStream stream) throws IOException {
        Properties loaded = new Properties();
        loaded.load(new InputStreamReader(stream, UTF_8));
        return loaded;
    }
}
