package org.reliablesignup.emailservice.smtp;

import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections that nobody uses at the moment, the one used last on top. Thread-safe. */
final class Connections implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Connections.class);

    private final Deque<SmtpConnection> kept = new ConcurrentLinkedDeque<>();
    private final Supplier<SmtpConnection> factory;
    private final SmtpSettings settings;
    private volatile boolean closed;

    Connections(Supplier<SmtpConnection> factory, SmtpSettings settings) {
        this.factory = factory;
        this.settings = settings;
    }

    /** Not connected yet. */
    SmtpConnection fresh() {
        return factory.get();
    }

    /** One that still works as far as can be told, or null. */
    @Nullable
    SmtpConnection kept(Deadline deadline) {
        SmtpConnection connection = kept.pollFirst();
        while (connection != null) {
            connection.limitedBy(deadline);
            if (!connection.isIdleFor(settings.idleBeforeCheck()) || connection.isConnected()) {
                return connection;
            }
            connection = kept.pollFirst();
        }
        return null;
    }

    void giveBack(SmtpConnection connection) {
        connection.idle();
        if (connection.mails() >= settings.mailsPerConnection() || closed) {
            drop(connection);
        } else {
            kept.addFirst(connection);
        }
    }

    void drop(SmtpConnection connection) {
        try {
            connection.close();
        } catch (MessagingException e) {
            log.debug("a connection to the mail server did not close well", e);
        }
    }

    void dropIdle(Duration idle) {
        for (Iterator<SmtpConnection> all = kept.descendingIterator(); all.hasNext(); ) {
            SmtpConnection connection = all.next();
            if (connection.isIdleFor(idle) && kept.remove(connection)) {
                drop(connection);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        for (SmtpConnection next = kept.pollFirst(); next != null; next = kept.pollFirst()) {
            drop(next);
        }
    }
}
