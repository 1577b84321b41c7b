package org.reliablesignup.emailservice.notification;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.reliablesignup.emailservice.delivery.ComposedMail;
import org.reliablesignup.emailservice.delivery.MailOrder;
import org.reliablesignup.emailservice.delivery.MailOutcomes.Concluded;

/**
 * Tells the owner of an address that somebody signed up with it, and that there is an account already. That somebody may
 * be anybody: nothing that they wrote is in the mail, and nothing to follow.
 */
final class ExistingAccountMail implements MailKind {

    static final String KIND = "existing-account";

    private final Templates templates;
    private final ConfirmationReports reports;

    ExistingAccountMail(Templates templates, ConfirmationReports reports) {
        this.templates = templates;
        this.reports = reports;
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public ComposedMail compose(MailOrder mail) {
        Locale language = templates.languageClosestTo(mail.locale());
        return templates.write(KIND, null, language, Map.of("requestedAt", Templates.time(mail.eventAt(), language)));
    }

    /** As of a confirmation mail, so that whoever signed up sees no difference; and so its outcome. */
    @Override
    public void queued(List<MailOrder> mails) {
        reports.queued(mails);
    }

    @Override
    public void concluded(List<Concluded> mails) {
        reports.concluded(mails);
    }
}
