package org.reliablesignup.emailservice.notification;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;

/** The languages that the mails are written in. */
final class Languages {

    /** The first is for everybody whose language is not among them. */
    static final List<Locale> ALL = List.of(Locale.ENGLISH, Locale.GERMAN);

    private Languages() {}

    /** @param tag BCP 47; one that is not well-formed is no language of ours either */
    static Locale closestTo(String tag) {
        String language = Locale.forLanguageTag(tag).getLanguage();
        return ALL.stream()
                .filter(locale -> locale.getLanguage().equals(language))
                .findFirst()
                .orElse(ALL.getFirst());
    }

    static String write(Instant time, Locale language) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                        .withLocale(language)
                        .withZone(ZoneOffset.UTC)
                        .format(time)
                + " UTC";
    }
}
