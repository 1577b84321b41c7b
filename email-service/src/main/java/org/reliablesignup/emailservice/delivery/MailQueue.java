package org.reliablesignup.emailservice.delivery;

import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The way into the queue, and out of it for those who are to be forgotten. Thread-safe. */
public final class MailQueue {

    private static final Logger log = LoggerFactory.getLogger(MailQueue.class);

    private final MailJobs jobs;
    private final ErasedAccounts erased;
    private final Runnable wakeUp;

    MailQueue(MailJobs jobs, ErasedAccounts erased, Runnable wakeUp) {
        this.jobs = jobs;
        this.erased = erased;
        this.wakeUp = wakeUp;
    }

    /**
     * Puts the mails into the queue in the caller's transaction; once that has committed, each will be sent. A mail that
     * is there already, in whatever state, is left alone; one of an erased account is not kept.
     *
     * @return those that are in the queue now and were not before
     * @throws IllegalStateException if there is no transaction
     * @throws org.springframework.dao.DataAccessException if they could not be stored
     */
    public List<MailOrder> add(List<MailOrder> mails) {
        requireTransaction();
        if (mails.isEmpty()) {
            return List.of();
        }
        List<MailOrder> added = jobs.insert(mails);
        // Only now: whoever has inserted one of them, too, and erases its account, has committed, or waits for us.
        List<UUID> gone = erased.among(mails.stream().map(MailOrder::accountId).toList());
        if (!gone.isEmpty()) {
            erased.deleteJobsOf(gone);
        }
        afterCommit(wakeUp);
        return added.stream().filter(mail -> !gone.contains(mail.accountId())).toList();
    }

    /**
     * Deletes all mails of the accounts, whatever their state, in the caller's transaction, and none is ever kept for
     * them again. A mail that is on its way to the mail server comes to its end there, but that is recorded nowhere.
     *
     * <p>Add first what was heard of before: two who hear the same, as after a rebalance, wait for each other there.
     *
     * @throws IllegalStateException if there is no transaction
     * @throws org.springframework.dao.DataAccessException if the database did not do it
     */
    public void erase(List<UUID> accounts) {
        requireTransaction();
        if (accounts.isEmpty()) {
            return;
        }
        erased.add(accounts);
        int mails = erased.deleteJobsOf(accounts);
        afterCommit(() -> log.info("Erased the accounts {} with {} mails", accounts, mails));
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("the queue is changed in a transaction");
        }
    }

    private static void afterCommit(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }
}
