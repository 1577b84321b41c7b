package org.reliablesignup.faults;

import java.time.Duration;

/** What the mail server does at each point of a conversation. Thread-safe implementations only. */
@FunctionalInterface
interface SmtpScript {

    /** Takes every mail at once. */
    SmtpScript ACCEPT = (stage, recipient) -> new Proceed();

    /**
     * @param stage where the conversation stands
     * @param recipient the address given by RCPT, empty before it
     */
    Action at(Stage stage, String recipient);

    /** Does something else at one stage, for every recipient. */
    static SmtpScript at(Stage where, Action action) {
        return (stage, recipient) -> stage == where ? action : new Proceed();
    }

    /** The commands of a conversation, the greeting and the reply to the final dot included. */
    enum Stage {
        GREETING,
        EHLO,
        MAIL,
        RCPT,
        DATA,
        DOT
    }

    /** What to do there. */
    sealed interface Action permits Proceed, Refuse, Drop, TakeAndDrop, TakeAndSayNothing, AnswerAfter, Trickle {}

    /** Answers as a healthy server does. */
    record Proceed() implements Action {}

    /** Answers with another reply, such as {@code 451 try later}; nothing is accepted. */
    record Refuse(String reply) implements Action {}

    /** Closes the connection without a word; nothing is accepted. */
    record Drop() implements Action {}

    /** Accepts the mail and closes the connection without saying so (only after the final dot). */
    record TakeAndDrop() implements Action {}

    /** Accepts the mail and keeps silent, the connection open (only after the final dot). */
    record TakeAndSayNothing() implements Action {}

    /** Answers as a healthy server does, but late. */
    record AnswerAfter(Duration delay) implements Action {}

    /** Answers as a healthy server does, one byte at a time. */
    record Trickle(Duration perByte) implements Action {}
}
