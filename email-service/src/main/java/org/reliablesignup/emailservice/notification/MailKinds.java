package org.reliablesignup.emailservice.notification;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.reliablesignup.emailservice.delivery.ComposedMail;
import org.reliablesignup.emailservice.delivery.MailComposer;
import org.reliablesignup.emailservice.delivery.MailOrder;
import org.reliablesignup.emailservice.delivery.MailOutcomes;

/** Finds the kind that a mail is of. */
final class MailKinds implements MailComposer, MailOutcomes {

    private static final Instant ONCE = Instant.parse("2026-03-01T10:15:30Z");
    private static final UUID NOBODY = new UUID(0, 0);

    private final Map<String, MailKind> kinds;

    /** @throws IllegalStateException if one of them cannot be written in each language: better now than with the first mail */
    MailKinds(List<MailKind> kinds, List<Locale> languages) {
        this.kinds = new TreeMap<>(kinds.stream().collect(Collectors.toMap(MailKind::name, Function.identity())));
        kinds.forEach(kind -> languages.forEach(language -> check(kind, language)));
    }

    /** Of all kinds, in alphabetical order. */
    Set<String> names() {
        return Collections.unmodifiableSet(kinds.keySet());
    }

    /** A mail to nobody. Its link, if it has one, is of no account. */
    ComposedMail sample(String kind, Locale language) {
        return compose(new MailOrder(
                NOBODY, NOBODY, kind, "ada@example.com", "Ada Lovelace", language.toLanguageTag(), ONCE, null));
    }

    @Override
    public ComposedMail compose(MailOrder mail) {
        return kind(mail).compose(mail);
    }

    @Override
    public void concluded(List<Concluded> mails) {
        mails.stream()
                .collect(Collectors.groupingBy(concluded -> kind(concluded.mail())))
                .forEach(MailKind::concluded);
    }

    /** In the transaction that stores the mails. */
    void queued(List<MailOrder> mails) {
        mails.stream().collect(Collectors.groupingBy(this::kind)).forEach(MailKind::queued);
    }

    private void check(MailKind kind, Locale language) {
        try {
            sample(kind.name(), language);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "mails of kind " + kind.name() + " cannot be written in " + language.toLanguageTag(), e);
        }
    }

    private MailKind kind(MailOrder mail) {
        MailKind kind = kinds.get(mail.kind());
        if (kind == null) {
            throw new IllegalStateException("no mail of kind " + mail.kind());
        }
        return kind;
    }
}
