package org.reliablesignup.emailservice.notification;

import java.util.List;
import java.util.Optional;
import org.reliablesignup.emailservice.delivery.MailOrder;
import org.reliablesignup.emailservice.delivery.MailQueue;
import org.reliablesignup.events.AccountConfirmed;
import org.reliablesignup.events.AccountCreated;
import org.reliablesignup.events.MailEvent;

/** Which mail follows which event. Thread-safe. */
public final class AccountNotifications {

    private final MailQueue mails;

    AccountNotifications(MailQueue mails) {
        this.mails = mails;
    }

    /**
     * Orders the mails that the events ask for, in the caller's transaction. An event that asks for none is passed over;
     * one that was heard of before changes nothing.
     *
     * @return how many of the events ask for a mail
     * @throws org.springframework.dao.DataAccessException if they could not be stored
     */
    public int on(List<Notice> notices) {
        List<MailOrder> orders =
                notices.stream().flatMap(notice -> mailAfter(notice).stream()).toList();
        mails.add(orders);
        return orders.size();
    }

    private static Optional<MailOrder> mailAfter(Notice notice) {
        return switch (notice.event()) {
            case AccountCreated created ->
                Optional.of(new MailOrder(
                        created.eventId(),
                        created.accountId(),
                        ConfirmationMail.KIND,
                        created.email(),
                        created.ownerName(),
                        created.locale(),
                        created.occurredAt(),
                        notice.traceparent()));
            case AccountConfirmed confirmed -> Optional.empty();
            case MailEvent ours -> Optional.empty();
        };
    }
}
