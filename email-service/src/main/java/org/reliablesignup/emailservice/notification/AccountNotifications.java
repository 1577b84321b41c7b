package org.reliablesignup.emailservice.notification;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reliablesignup.emailservice.delivery.MailOrder;
import org.reliablesignup.emailservice.delivery.MailQueue;
import org.reliablesignup.events.AccountConfirmed;
import org.reliablesignup.events.AccountCreated;
import org.reliablesignup.events.AccountErased;
import org.reliablesignup.events.ConfirmationMailRequested;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.MailEvent;

/** Which mail follows which event. Thread-safe. */
public final class AccountNotifications {

    private final MailQueue mails;
    private final MailKinds kinds;
    private final boolean welcome;

    /** @param welcome whether an account that was confirmed asks for a mail */
    AccountNotifications(MailQueue mails, MailKinds kinds, boolean welcome) {
        this.mails = mails;
        this.kinds = kinds;
        this.welcome = welcome;
    }

    /**
     * Orders the mails that the events ask for, and erases those of accounts that are erased, in the caller's
     * transaction. An event that asks for neither is passed over; one that was heard of before changes nothing.
     *
     * @return how many of the events ask for a mail
     * @throws org.springframework.dao.DataAccessException if they could not be stored
     */
    public int on(List<Notice> notices) {
        List<MailOrder> orders =
                notices.stream().flatMap(notice -> mailAfter(notice).stream()).toList();
        List<MailOrder> added = mails.add(orders);
        Set<UUID> erased = notices.stream()
                .map(Notice::event)
                .filter(AccountErased.class::isInstance)
                .map(Event::accountId)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        mails.erase(List.copyOf(erased));
        // Whoever is erased in the same breath gets none after all.
        kinds.queued(added.stream()
                .filter(mail -> !erased.contains(mail.accountId()))
                .toList());
        return orders.size();
    }

    private Optional<MailOrder> mailAfter(Notice notice) {
        return switch (notice.event()) {
            case AccountCreated created ->
                Optional.of(new MailOrder(
                        created.eventId(),
                        created.accountId(),
                        answerToSignUp(created.addressTaken()),
                        created.email(),
                        created.ownerName(),
                        created.locale(),
                        created.occurredAt(),
                        notice.traceparent()));
            case ConfirmationMailRequested requested ->
                Optional.of(new MailOrder(
                        requested.eventId(),
                        requested.accountId(),
                        answerToSignUp(requested.addressTaken()),
                        requested.email(),
                        requested.ownerName(),
                        requested.locale(),
                        requested.occurredAt(),
                        notice.traceparent()));
            case AccountConfirmed confirmed
            when welcome ->
                Optional.of(new MailOrder(
                        confirmed.eventId(),
                        confirmed.accountId(),
                        WelcomeMail.KIND,
                        confirmed.email(),
                        confirmed.ownerName(),
                        confirmed.locale(),
                        confirmed.occurredAt(),
                        notice.traceparent()));
            case AccountConfirmed confirmed -> Optional.empty();
            case AccountErased erased -> Optional.empty();
            case MailEvent ours -> Optional.empty();
        };
    }

    private static String answerToSignUp(boolean addressTaken) {
        return addressTaken ? ExistingAccountMail.KIND : ConfirmationMail.KIND;
    }
}
