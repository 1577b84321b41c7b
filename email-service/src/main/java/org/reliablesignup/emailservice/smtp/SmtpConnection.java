package org.reliablesignup.emailservice.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import jakarta.mail.Address;
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
 * step, and asks before it ends a mail. Where the server offers PIPELINING (RFC 2920), MAIL, RCPT and DATA go in one
 * write from the second mail on, and their replies are read in that order. Not thread-safe.
 */
final class SmtpConnection extends SMTPTransport {

    private static final String SMTPUTF8 = "SMTPUTF8";
    private static final String PIPELINING = "PIPELINING";
    private static final BooleanSupplier YES = () -> true;

    private final String rcptParameter;
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
    private String recipient = "";

    /** Of the mail before: what is written to it waits in Angus' buffer for the next command. */
    private @Nullable OutputStream buffer;

    private boolean beginsGroup;

    /** Commands that were written before their turn. */
    private int ahead;

    private int mails;
    private long idleSince = System.nanoTime();

    SmtpConnection(Session session, String protocol, SmtpSettings settings) {
        super(session, null, protocol, "smtps".equals(protocol));
        String notify = session.getProperty("mail." + protocol + ".dsn.notify");
        this.rcptParameter = notify == null ? "" : " NOTIFY=" + notify;
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
        recipient = mail.recipient().getAddress();
        mails++;
        enter(Stage.MAIL);
        sendMessage(mail.message(), new Address[] {mail.recipient()});
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
        beginsGroup = buffer != null && super.supportsExtension(PIPELINING);
        try {
            super.mailFrom();
        } finally {
            beginsGroup = false;
        }
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
        buffer = content;
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

    /** Angus gives its commands one by one, and each in its turn; those that are ahead of it are not written again. */
    @Override
    protected void sendCommand(String command) throws MessagingException {
        if (beginsGroup) {
            beginsGroup = false;
            sendGroup(command);
            return;
        }
        if (ahead > 0) {
            if (command.startsWith("RCPT") || command.equals("DATA")) {
                ahead--;
                return;
            }
            if (command.equals("QUIT")) {
                ahead = 0;
            } else {
                giveUpGroup();
            }
        }
        super.sendCommand(command);
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

    private void sendGroup(String mail) throws MessagingException {
        String rcpt = "RCPT TO:<" + recipient + ">" + (supportsExtension("DSN") ? rcptParameter : "");
        byte[] group = (line(mail) + line(rcpt)).getBytes(UTF_8);
        try {
            requireNonNull(buffer).write(group);
        } catch (IOException e) {
            throw new MessagingException("Can't send commands to SMTP host", e);
        }
        ahead = 2;
        super.sendCommand("DATA");
    }

    private static String line(String command) {
        if (command.chars().anyMatch(character -> character == '\r' || character == '\n' || character == 0)) {
            throw new IllegalArgumentException("a command is one line");
        }
        return command + "\r\n";
    }

    /**
     * Reads the replies to the rest of a group that came to nothing. A server that wants the mail all the same is told its end
     * alone (RFC 2920 section 3.1), but only if it has refused the recipient: otherwise it might deliver that.
     */
    private void giveUpGroup() throws MessagingException {
        Reply last = reply;
        boolean refused = stage == Stage.RCPT && reply.isRefusal();
        for (; ahead > 0; ahead--) {
            last = Reply.of(readServerResponse(), getLastServerResponse());
            refused |= ahead == 2 && last.isRefusal();
        }
        if (last.isNone() || (last.isGoAhead() && !refused)) {
            throw new MessagingException("cannot go on after a refusal", new IOException("to be closed"));
        }
        if (last.isGoAhead()) {
            super.sendCommand(".");
            readServerResponse();
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
