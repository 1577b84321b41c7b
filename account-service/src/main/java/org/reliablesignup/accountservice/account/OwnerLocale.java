package org.reliablesignup.accountservice.account;

import java.util.IllformedLocaleException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.events.AccountCreated;

/** The language that the owner reads, a BCP 47 tag in its canonical form, such as {@code de-AT}. */
public record OwnerLocale(String value) {

    /** @throws InvalidValueException if it is not one */
    public static OwnerLocale of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw InvalidValueException.required();
        }
        try {
            return of(new Locale.Builder().setLanguageTag(text.strip()).build());
        } catch (IllformedLocaleException e) {
            throw malformed();
        }
    }

    /** @throws InvalidValueException if it names no language */
    public static OwnerLocale of(Locale locale) {
        String tag = locale.toLanguageTag();
        if (locale.getLanguage().isEmpty() || tag.length() > AccountCreated.MAX_LOCALE) {
            throw malformed();
        }
        return new OwnerLocale(tag);
    }

    private static InvalidValueException malformed() {
        return InvalidValueException.malformed("must be a BCP 47 language tag such as en or de-AT");
    }
}
