package org.reliablesignup.events;

/** The Kafka topics that both sides agree on. Key: the account id, as text. */
public final class Topics {

    /** {@link AccountEvent}s, from account-service. */
    public static final String ACCOUNT_EVENTS = "account-events";

    /** What email-service could not read from {@link #ACCOUNT_EVENTS}: original bytes and headers, plus the reason. */
    public static final String ACCOUNT_EVENTS_DLT = "account-events-dlt";

    /** {@link MailEvent}s, from email-service. */
    public static final String MAIL_EVENTS = "mail-events";

    /** What account-service could not read from {@link #MAIL_EVENTS}: original bytes and headers, plus the reason. */
    public static final String MAIL_EVENTS_DLT = "mail-events-dlt";

    private Topics() {}
}
