package org.reliablesignup.accountservice.progress.web;

import java.util.ArrayList;
import java.util.List;
import org.reliablesignup.accountservice.account.AccountId;
import org.reliablesignup.accountservice.account.AccountView;
import org.reliablesignup.accountservice.account.FindAccount;
import org.reliablesignup.accountservice.account.web.AccountNotFoundException;
import org.reliablesignup.accountservice.mailstatus.MailStatus;
import org.reliablesignup.accountservice.mailstatus.MailStatuses;
import org.reliablesignup.accountservice.progress.Journal;
import org.reliablesignup.accountservice.progress.Step;
import org.reliablesignup.accountservice.progress.Step.Kind;
import org.reliablesignup.accountservice.progress.Watch;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What happens to an account, as server-sent events: a {@link Step} each, the ones that have happened first. */
@RestController
@ConditionalOnBooleanProperty("progress.enabled")
class ProgressController {

    private final FindAccount accounts;
    private final MailStatuses mails;
    private final Journal journal;
    private final Watchers watchers;

    ProgressController(FindAccount accounts, MailStatuses mails, Journal journal, Watchers watchers) {
        this.accounts = accounts;
        this.mails = mails;
        this.journal = journal;
        this.watchers = watchers;
    }

    @GetMapping(path = "/accounts/{id}/progress", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter watch(@PathVariable String id) {
        AccountView account = AccountId.parse(id).flatMap(accounts::find).orElseThrow(AccountNotFoundException::new);
        Watch watch = journal.watch(account.id().value());
        try {
            return watchers.tell(before(account, watch), watch);
        } catch (RuntimeException e) {
            watch.close();
            throw e;
        }
    }

    /** Of what happened too long ago to be in the journal, the database knows the outcome. */
    private List<Step> before(AccountView account, Watch watch) {
        List<Step> steps = new ArrayList<>();
        steps.add(Step.of(Kind.STORED, account.createdAt()));
        steps.addAll(watch.before());
        if (watch.before().isEmpty()) {
            MailStatus mail = mails.of(account.id().value());
            if (mail.since() != null && mail.state() != MailStatus.State.QUEUED) {
                steps.add(Step.of(Kind.valueOf(mail.state().name()), mail.since()));
            }
            if (account.confirmedAt() != null) {
                steps.add(Step.of(Kind.CONFIRMED, account.confirmedAt()));
            }
        }
        return steps;
    }
}
