package org.reliablesignup.emailservice.notification;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.emailservice.delivery.ComposedMail;
import org.reliablesignup.emailservice.delivery.MailOrder;
import org.reliablesignup.emailservice.delivery.MailOutcome;
import org.reliablesignup.emailservice.text.PlainText;

/** Tells the owner of an account that it is active. */
final class WelcomeMail implements MailKind {

    static final String KIND = "welcome";

    private final Templates templates;

    WelcomeMail(Templates templates) {
        this.templates = templates;
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public ComposedMail compose(MailOrder mail) {
        Locale language = templates.languageClosestTo(mail.locale());
        return templates.write(
                KIND,
                mail.ownerName(),
                language,
                Map.of(
                        "name", PlainText.withoutLinks(mail.ownerName()),
                        "email", PlainText.address(mail.recipient()),
                        "confirmedAt", Templates.time(mail.eventAt(), language)));
    }

    @Override
    public void queued(MailOrder mail) {}

    /** Tells nobody: no promise and no status hangs on it, and whoever wants to know finds the job. */
    @Override
    public void concluded(MailOrder mail, MailOutcome outcome, @Nullable String reply) {}
}
