package org.reliablesignup.emailservice.smtp;

import io.micrometer.tracing.Tracer;
import jakarta.mail.MessagingException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Hands mails to the mail server of {@code spring.mail.*} (RFC 5321). Opens as many connections as it has callers. */
final class SmtpChannel implements Channel, AutoCloseable {

    private final MailServer server;
    private final MailWriter writer;
    private final Tracer tracer;
    private final Connections connections;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("smtp-timer").factory());

    SmtpChannel(MailServer server, MailWriter writer, Tracer tracer, SmtpSettings settings) {
        this.server = server;
        this.writer = writer;
        this.tracer = tracer;
        this.connections = new Connections(server::newConnection, settings);
        timer.setRemoveOnCancelPolicy(true);
        long pause = Math.max(1, settings.maxIdle().toMillis());
        timer.scheduleWithFixedDelay(
                () -> Thread.startVirtualThread(() -> connections.dropIdle(settings.maxIdle())),
                pause,
                pause,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public SendResult send(OutgoingMail mail, BooleanSupplier mayFinish) {
        PreparedMail prepared;
        try {
            prepared = writer.prepare(mail);
        } catch (UnsendableException e) {
            return new SendResult.Unsendable(Words.of(e));
        }
        SendResult result = overKept(prepared, mayFinish);
        return result == null ? overFresh(prepared, mayFinish) : result;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        connections.close();
    }

    /** Null if there was no kept connection, or only one that had ended unnoticed: then the mail is not on its way. */
    private @Nullable SendResult overKept(PreparedMail mail, BooleanSupplier mayFinish) {
        try (Deadline deadline = new Deadline(timer)) {
            SmtpConnection connection = connections.kept(deadline);
            if (connection == null) {
                return null;
            }
            try (Conversation conversation = Conversation.begin(tracer, server, true)) {
                SendResult result = converse(connection, mail, mayFinish, deadline);
                conversation.ended(connection.stage(), connection.reply(), result);
                boolean stale = wasStale(connection, deadline);
                release(connection, result);
                return stale ? null : result;
            }
        }
    }

    private SendResult overFresh(PreparedMail mail, BooleanSupplier mayFinish) {
        try (Deadline deadline = new Deadline(timer)) {
            SmtpConnection connection = connections.fresh();
            connection.limitedBy(deadline);
            try (Conversation conversation = Conversation.begin(tracer, server, false)) {
                SendResult result = connectAndConverse(connection, mail, mayFinish, deadline);
                conversation.ended(connection.stage(), connection.reply(), result);
                release(connection, result);
                return result;
            }
        }
    }

    private SendResult connectAndConverse(
            SmtpConnection connection, PreparedMail mail, BooleanSupplier mayFinish, Deadline deadline) {
        try {
            server.connect(connection);
        } catch (MessagingException | RuntimeException e) {
            return Judgement.of(Stage.CONNECT, connection.reply(), e, deadline.hasPassed());
        }
        return converse(connection, mail, mayFinish, deadline);
    }

    private static SendResult converse(
            SmtpConnection connection, PreparedMail mail, BooleanSupplier mayFinish, Deadline deadline) {
        if (!connection.canSend(mail)) {
            return new SendResult.Unsendable(
                    "the mail server does not offer SMTPUTF8 (RFC 6531), which the recipient's address needs");
        }
        try {
            connection.send(mail, mayFinish);
            return new SendResult.Accepted(Words.of(connection.reply().text()));
        } catch (MessagingException | RuntimeException e) {
            return Judgement.of(connection.stage(), connection.reply(), e, deadline.hasPassed());
        }
    }

    /** Not to be touched afterwards: it may be in other hands at once. */
    private void release(SmtpConnection connection, SendResult result) {
        if (result instanceof SendResult.Accepted) {
            connections.giveBack(connection);
        } else {
            connections.drop(connection);
        }
    }

    /** Ended by the server while it was kept; a server that keeps silent is not that. */
    private static boolean wasStale(SmtpConnection connection, Deadline deadline) {
        boolean ended = connection.reply().isNone() || connection.reply().isFarewell();
        return connection.stage().isBeforeData() && ended && !deadline.hasPassed();
    }
}
