package org.reliablesignup.emailservice.smtp;

import org.reliablesignup.emailservice.smtp.SmtpConnection.WithdrawnException;

/** From how far a conversation came, and what the server said last, to what it means for the mail. */
final class Judgement {

    private Judgement() {}

    static SendResult of(Stage stage, Reply reply, Exception failure, boolean deadlinePassed) {
        if (failure.getCause() instanceof WithdrawnException withdrawn) {
            return new SendResult.Withdrawn(Words.of(withdrawn));
        }
        if (stage == Stage.CONNECT) {
            return new SendResult.NobodyNow(deadlinePassed ? tooSlow(stage) : Words.of(failure), false);
        }
        if (reply.isNone()) {
            String words = deadlinePassed ? tooSlow(stage) : "connection lost in " + stage + ": " + Words.of(failure);
            return stage == Stage.END ? new SendResult.InDoubt(Words.of(words)) : new SendResult.Later(Words.of(words));
        }
        return of(stage, reply);
    }

    private static SendResult of(Stage stage, Reply reply) {
        String words = Words.of(reply.text());
        if (stage == Stage.END && reply.isPositive()) {
            // Whatever follows the 2: it counts (RFC 5321 section 4.3.2), though Angus takes only 250 for success.
            return new SendResult.Accepted(words);
        }
        if (reply.isTransient()) {
            return new SendResult.Later(words);
        }
        if (reply.isPermanent()) {
            return stage == Stage.MAIL ? new SendResult.NobodyNow(words, true) : new SendResult.Never(words);
        }
        return stage == Stage.END ? new SendResult.InDoubt(words) : new SendResult.Later(words);
    }

    private static String tooSlow(Stage stage) {
        return "no reply in time in " + stage;
    }
}
