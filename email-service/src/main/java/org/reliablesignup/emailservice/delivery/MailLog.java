package org.reliablesignup.emailservice.delivery;

import org.slf4j.MDC;

/** Until it is closed, every log line of this thread has the mail and its account in fields of their own. */
final class MailLog implements AutoCloseable {

    private static final String ACCOUNT = "accountId";
    private static final String MAIL = "mailId";

    private MailLog() {}

    static MailLog of(MailOrder mail) {
        MDC.put(ACCOUNT, mail.accountId().toString());
        MDC.put(MAIL, mail.id().toString());
        return new MailLog();
    }

    @Override
    public void close() {
        MDC.remove(ACCOUNT);
        MDC.remove(MAIL);
    }
}
