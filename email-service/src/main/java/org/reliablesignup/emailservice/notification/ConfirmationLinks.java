package org.reliablesignup.emailservice.notification;

import java.time.Instant;
import org.reliablesignup.confirmation.MintedToken;
import org.reliablesignup.confirmation.TokenMinter;
import org.reliablesignup.emailservice.delivery.MailOrder;

/** The links by which owners prove that they read what is sent to their address. Thread-safe. */
final class ConfirmationLinks {

    private final TokenMinter minter;
    private final String page;

    /** @param baseUrl where the public reaches account-service, with or without a slash at its end */
    ConfirmationLinks(TokenMinter minter, String baseUrl) {
        this.minter = minter;
        this.page = baseUrl.replaceFirst("/+$", "") + "/confirm";
    }

    /** For the reader of that mail alone. */
    record Link(String url, Instant validUntil) {}

    /** A new one for each attempt, so that a mail that is late is good as long as one that is not. */
    Link linkIn(MailOrder mail) {
        MintedToken token = minter.mint(mail.accountId(), mail.recipient());
        return new Link(page + "?token=" + token.text(), token.expiresAt());
    }
}
