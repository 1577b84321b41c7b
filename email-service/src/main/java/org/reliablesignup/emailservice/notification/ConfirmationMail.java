package org.reliablesignup.emailservice.notification;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.reliablesignup.emailservice.delivery.ComposedMail;
import org.reliablesignup.emailservice.delivery.MailOrder;
import org.reliablesignup.emailservice.delivery.MailOutcomes.Concluded;
import org.reliablesignup.emailservice.text.PlainText;

/** Asks the owner of an address to confirm the account that was created with it. */
final class ConfirmationMail implements MailKind {

    static final String KIND = "confirmation";

    private final Templates templates;
    private final ConfirmationLinks links;
    private final ConfirmationReports reports;

    ConfirmationMail(Templates templates, ConfirmationLinks links, ConfirmationReports reports) {
        this.templates = templates;
        this.links = links;
        this.reports = reports;
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public ComposedMail compose(MailOrder mail) {
        Locale language = templates.languageClosestTo(mail.locale());
        ConfirmationLinks.Link link = links.linkIn(mail);
        return templates.write(
                KIND,
                mail.ownerName(),
                language,
                Map.of(
                        "name", PlainText.withoutLinks(mail.ownerName()),
                        "email", PlainText.address(mail.recipient()),
                        "requestedAt", Templates.time(mail.eventAt(), language),
                        "link", link.url(),
                        "validUntil", Templates.time(link.validUntil(), language)));
    }

    @Override
    public void queued(List<MailOrder> mails) {
        reports.queued(mails);
    }

    @Override
    public void concluded(List<Concluded> mails) {
        reports.concluded(mails);
    }
}
