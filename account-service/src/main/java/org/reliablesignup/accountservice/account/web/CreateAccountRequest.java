package org.reliablesignup.accountservice.account.web;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.accountservice.account.EmailAddress;
import org.reliablesignup.accountservice.account.InvalidValueException;
import org.reliablesignup.accountservice.account.NewAccount;
import org.reliablesignup.accountservice.account.OwnerLocale;
import org.reliablesignup.accountservice.account.OwnerName;
import org.reliablesignup.accountservice.fingerprint.Fingerprint;
import org.reliablesignup.accountservice.web.FieldErrors;
import tools.jackson.databind.JsonNode;

/** Reads a sign-up from JSON, and names everything that is wrong with it at once. */
final class CreateAccountRequest {

    private static final String OWNER_NAME = "ownerName";
    private static final String EMAIL = "email";
    private static final String LOCALE = "locale";
    private static final Set<String> FIELDS = Set.of(OWNER_NAME, EMAIL, LOCALE);

    private CreateAccountRequest() {}

    /**
     * @param accepted the language that the client prefers, for a sign-up that names none
     * @throws RuntimeException that names all, if anything is wrong
     */
    static NewAccount read(JsonNode body, Locale accepted) {
        FieldErrors errors = new FieldErrors();
        if (!body.isObject()) {
            errors.addWhole("malformed", "must be a JSON object");
            throw errors.exception();
        }
        body.propertyNames().stream()
                .filter(name -> !FIELDS.contains(name))
                .forEach(name -> errors.add(name, "unknown", "is not known here"));
        OwnerName ownerName = errors.collect(OWNER_NAME, () -> OwnerName.of(text(body, OWNER_NAME)));
        EmailAddress email = errors.collect(EMAIL, () -> EmailAddress.of(text(body, EMAIL)));
        OwnerLocale locale = errors.collect(LOCALE, () -> locale(body, accepted));
        if (ownerName == null || email == null || locale == null || errors.any()) {
            throw errors.exception();
        }
        return new NewAccount(ownerName, email, locale);
    }

    /** Of what is asked for, and not of how it is written: white space or the order of the fields do not matter. */
    static Fingerprint fingerprint(NewAccount wish) {
        return Fingerprint.of(
                wish.ownerName().value(), wish.email().value(), wish.locale().value());
    }

    private static OwnerLocale locale(JsonNode body, Locale accepted) {
        String tag = text(body, LOCALE);
        if (tag != null) {
            return OwnerLocale.of(tag);
        }
        return OwnerLocale.of(accepted.getLanguage().isEmpty() ? Locale.ENGLISH : plain(accepted));
    }

    /** Without what can make a tag too long: nobody may be refused for a header of the browser. */
    private static Locale plain(Locale locale) {
        return new Locale.Builder()
                .setLanguage(locale.getLanguage())
                .setScript(locale.getScript())
                .setRegion(locale.getCountry())
                .build();
    }

    private static @Nullable String text(JsonNode body, String field) {
        JsonNode node = body.get(field);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            throw InvalidValueException.notText();
        }
        return node.stringValue();
    }
}
