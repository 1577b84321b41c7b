package org.reliablesignup.emailservice.notification;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.reliablesignup.emailservice.delivery.ComposedMail;
import org.reliablesignup.emailservice.delivery.MailOrder;
import org.reliablesignup.emailservice.delivery.MailOutcomes.Concluded;
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
    public void queued(List<MailOrder> mails) {}

    /** Tells nobody: no promise and no status hangs on it, and whoever wants to know finds the job. */
    @Override
    public void concluded(List<Concluded> mails) {}
}
