package org.reliablesignup.emailservice.delivery;

import java.util.List;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The way into the queue. Thread-safe. */
public final class MailQueue {

    private final MailJobs jobs;
    private final Runnable wakeUp;

    MailQueue(MailJobs jobs, Runnable wakeUp) {
        this.jobs = jobs;
        this.wakeUp = wakeUp;
    }

    /**
     * Puts the mails into the queue in the caller's transaction; once that has committed, each will be sent. A mail that
     * is there already, in whatever state, is left alone.
     *
     * @throws IllegalStateException if there is no transaction
     * @throws org.springframework.dao.DataAccessException if they could not be stored
     */
    public void add(List<MailOrder> mails) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("mails are added in a transaction");
        }
        if (mails.isEmpty()) {
            return;
        }
        jobs.insert(mails);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wakeUp.run();
            }
        });
    }
}
