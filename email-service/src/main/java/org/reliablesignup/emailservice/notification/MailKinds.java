package org.reliablesignup.emailservice.notification;

import java.util.List;
import java.util.Map;
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

    MailKinds(List<MailKind> kinds) {
        this.kinds = kinds.stream().collect(Collectors.toMap(MailKind::name, Function.identity()));
    }

    @Override
    public ComposedMail compose(MailOrder mail) {
        return kind(mail).compose(mail);
    }

    @Override
    public void concluded(MailOrder mail, MailOutcome outcome) {
        kind(mail).concluded(mail, outcome);
    }

    private MailKind kind(MailOrder mail) {
        MailKind kind = kinds.get(mail.kind());
        if (kind == null) {
            throw new IllegalStateException("no mail of kind " + mail.kind());
        }
        return kind;
    }
}
