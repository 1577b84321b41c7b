package org.reliablesignup.emailservice.notification;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.reliablesignup.emailservice.delivery.ComposedMail;
import org.reliablesignup.emailservice.delivery.MailComposer;
import org.reliablesignup.emailservice.delivery.MailOrder;
import org.reliablesignup.emailservice.delivery.MailOutcome;
import org.reliablesignup.emailservice.delivery.MailOutcomes;

/** Finds the kind that a mail is of. */
final class MailKinds implements MailComposer, MailOutcomes {

    private final Map<String, MailKind> kinds;

    /** @throws IllegalStateException if one of them cannot be written in each language: better now than with the first mail */
    MailKinds(List<MailKind> kinds) {
        this.kinds = kinds.stream().collect(Collectors.toMap(MailKind::name, Function.identity()));
        kinds.forEach(kind -> Languages.ALL.forEach(language -> check(kind, language)));
    }

    @Override
    public ComposedMail compose(MailOrder mail) {
        return kind(mail).compose(mail);
    }

    @Override
    public void concluded(MailOrder mail, MailOutcome outcome) {
        kind(mail).concluded(mail, outcome);
    }

    private static void check(MailKind kind, Locale language) {
        UUID nobody = new UUID(0, 0);
        MailOrder mail = new MailOrder(
                nobody, nobody, kind.name(), "x@example.com", "X", language.toLanguageTag(), Instant.EPOCH, null);
        try {
            kind.compose(mail);
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
