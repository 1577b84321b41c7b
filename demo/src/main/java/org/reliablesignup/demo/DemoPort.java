package org.reliablesignup.demo;

/** A port that the demo listens on, always on loopback. */
enum DemoPort {
    ACCOUNT("demo.account.port", 8080, "account-service"),
    ACCOUNT_MANAGEMENT("demo.account.management.port", 8081, "the management port of account-service"),
    EMAIL("demo.email.port", 8082, "email-service"),
    EMAIL_MANAGEMENT("demo.email.management.port", 8083, "the management port of email-service"),
    KAFKA("demo.kafka.port", 9092, "the Kafka broker"),
    SMTP("demo.smtp.port", 1025, "the mail server"),
    INBOX("demo.inbox.port", 8025, "the inbox page");

    private final String property;
    private final int usual;
    private final String user;

    DemoPort(String property, int usual, String user) {
        this.property = property;
        this.usual = usual;
        this.user = user;
    }

    String property() {
        return property;
    }

    int usual() {
        return usual;
    }

    /** Who listens on it, as part of a sentence. */
    String user() {
        return user;
    }
}
