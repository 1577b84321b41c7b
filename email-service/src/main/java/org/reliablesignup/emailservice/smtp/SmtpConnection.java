package org.reliablesignup.emailservice.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * Angus' connection, which also knows how far a mail came and what the server said to it, keeps a time limit for each
 * step, and asks before it ends a mail. Not thread-safe.
 */
final class SmtpConnection extends SMTPTransport {

    private static final String SMTPUTF8 = "SMTPUTF8";
    private static final BooleanSupplier YES = () -> true;

    private final Duration connectTimeout;
    private final Duration commandTimeout;
    private final Duration finalReplyTimeout;
    private @Nullable Deadline deadline;
    private boolean usesSmtpUtf8;
    private BooleanSupplier mayFinish = YES;
    private Stage stage = Stage.CONNECT;
    private Reply reply = Reply.NONE;
    private boolean answered;
    private boolean reading;
    private int mails;
    private long idleSince = System.nanoTime();

    SmtpConnection(Session session, String protocol, SmtpSettings settings) {
        super(session, null, protocol, "smtps".equals(protocol));
        this.connectTimeout = settings.connectTimeout();
        this.commandTimeout = settings.commandTimeout();
        this.finalReplyTimeout = settings.finalReplyTimeout();
    }

    /** Until the next call, that deadline limits each step. */
    void limitedBy(Deadline deadline) {
        this.deadline = deadline;
        limit(stage == Stage.CONNECT ? connectTimeout.plus(commandTimeout) : commandTimeout);
    }

    void send(PreparedMail mail, BooleanSupplier mayFinish) throws MessagingException {
        this.mayFinish = mayFinish;
        usesSmtpUtf8 = mail.needsSmtpUtf8();
        mails++;
        enter(Stage.MAIL);
        sendMessage(mail.message(), mail.recipients());
    }

    boolean canSend(PreparedMail mail) {
        return !mail.needsSmtpUtf8() || super.supportsExtension(SMTPUTF8);
    }

    /**
     * Angus asks for SMTPUTF8 wherever it is offered, but a mail that asks for it goes only as far as all servers on its way offer
     * it. To the question while it connects no is an answer that it would log each time.
     */
    @Override
    public boolean supportsExtension(String extension) {
        if (extension.equals(SMTPUTF8)) {
            return stage == Stage.CONNECT || usesSmtpUtf8;
        }
        return super.supportsExtension(extension);
    }

    Stage stage() {
        return stage;
    }

    /** The first reply in that stage: those that follow belong to the tidying up. */
    Reply reply() {
        return reply;
    }

    int mails() {
        return mails;
    }

    void idle() {
        deadline = null;
        mayFinish = YES;
        idleSince = System.nanoTime();
    }

    boolean isIdleFor(Duration time) {
        return System.nanoTime() - idleSince > time.toNanos();
    }

    @Override
    protected void mailFrom() throws MessagingException {
        enter(Stage.MAIL);
        super.mailFrom();
    }

    @Override
    protected void rcptTo() throws MessagingException {
        enter(Stage.RCPT);
        super.rcptTo();
    }

    @Override
    protected OutputStream data() throws MessagingException {
        enter(Stage.DATA);
        OutputStream content = super.data();
        enter(Stage.CONTENT);
        return content;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        end();
        super.finishData();
    }

    @Override
    protected OutputStream bdat() throws MessagingException {
        enter(Stage.CONTENT);
        return super.bdat();
    }

    @Override
    protected void finishBdat() throws IOException, MessagingException {
        end();
        super.finishBdat();
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        if (reading) {
            // Angus says QUIT when it cannot make out a reply; the answer to that is not the one asked for.
            return super.readServerResponse();
        }
        reading = true;
        try {
            int code = super.readServerResponse();
            if (!answered) {
                reply = Reply.of(code, getLastServerResponse());
            }
            return code;
        } finally {
            answered = true;
            reading = false;
            limit(commandTimeout);
        }
    }

    /** An IOException here makes Angus drop the connection, so that the server never sees the end of the mail. */
    private void end() throws IOException {
        if (!mayFinish.getAsBoolean()) {
            throw new WithdrawnException();
        }
        enter(Stage.END);
        limit(finalReplyTimeout);
    }

    private void enter(Stage next) {
        stage = next;
        reply = Reply.NONE;
        answered = false;
    }

    private void limit(Duration time) {
        if (deadline != null) {
            deadline.in(time);
        }
    }

    /** The mail is not to be finished. */
    static final class WithdrawnException extends IOException {

        private static final long serialVersionUID = 1L;

        WithdrawnException() {
            super("taken back before its end");
        }
    }
}
