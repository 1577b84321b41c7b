package org.reliablesignup.emailservice.notification;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.reliablesignup.emailservice.delivery.ComposedMail;

/** Every mail that can be sent, as it would be sent now to somebody who does not exist. Thread-safe. */
public final class MailPreviews {

    private final MailKinds kinds;
    private final List<Locale> languages;

    MailPreviews(MailKinds kinds, List<Locale> languages) {
        this.kinds = kinds;
        this.languages = languages;
    }

    /** The kinds of mail, in alphabetical order. */
    public Set<String> kinds() {
        return kinds.names();
    }

    /** The languages that mails are written in; English first. */
    public List<Locale> languages() {
        return languages;
    }

    /**
     * The mail of that kind.
     *
     * @param language a BCP 47 tag
     * @return nothing where there is no such kind, or it is not written in that language
     */
    public Optional<ComposedMail> preview(String kind, String language) {
        Locale locale = Locale.forLanguageTag(language);
        return kinds().contains(kind) && languages.contains(locale)
                ? Optional.of(kinds.sample(kind, locale))
                : Optional.empty();
    }
}
