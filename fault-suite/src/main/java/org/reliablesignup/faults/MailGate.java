package org.reliablesignup.faults;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a mail server wants to see before it takes mails.
 *
 * @param password of the login (AUTH PLAIN, RFC 4954) whose name is {@value #LOGIN}; null where it wants none
 * @param tls that it speaks after STARTTLS (RFC 3207); null where it does not
 */
record MailGate(@Nullable String password, @Nullable SSLContext tls) {

    static final String LOGIN = "sign-up";

    /** Lets everybody in. */
    static final MailGate OPEN = new MailGate(null, null);

    static MailGate withLogin(String password) {
        return new MailGate(password, null);
    }

    static MailGate withTls(SSLContext tls) {
        return new MailGate(null, tls);
    }
}
