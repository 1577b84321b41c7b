package org.reliablesignup.emailservice.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPrivateKey;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;
import org.simplejavamail.utils.mail.dkim.SigningAlgorithm;

/** Signs mails with rsa-sha256, relaxed/relaxed (RFC 6376). Thread-safe. */
final class DkimSignature {

    private static final String HEADER = "DKIM-Signature";

    private final String domain;
    private final String selector;
    private final RSAPrivateKey key;

    private DkimSignature(String domain, String selector, RSAPrivateKey key) {
        this.domain = domain;
        this.selector = selector;
        this.key = key;
    }

    /** Null if mails are not to be signed. */
    static @Nullable DkimSignature of(DkimSettings settings) {
        if (settings.domain() == null || settings.selector() == null || settings.privateKey() == null) {
            return null;
        }
        try {
            return new DkimSignature(settings.domain(), settings.selector(), DkimKey.read(settings.privateKey()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("dkim.private-key", e);
        }
    }

    /** Adds the signature; after that nothing of the message may change. */
    void addTo(MimeMessage message) throws MessagingException {
        try {
            // A message of the library's own writes each char of a header as one byte: what it signs is right, and all
            // we take.
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            new DkimMessage(message, signer()).writeTo(signed);
            InternetHeaders headers = new InternetHeaders(new ByteArrayInputStream(signed.toByteArray()));
            message.setHeader(HEADER, headers.getHeader(HEADER)[0]);
        } catch (IOException e) {
            throw new MessagingException("cannot be signed", e);
        }
    }

    /** For one mail only: it keeps the state of a signature. */
    private DkimSigner signer() {
        DkimSigner signer = new DkimSigner(domain, selector, key);
        signer.setSigningAlgorithm(SigningAlgorithm.SHA256_WITH_RSA);
        signer.setHeaderCanonicalization(Canonicalization.RELAXED);
        signer.setBodyCanonicalization(Canonicalization.RELAXED);
        // Does not ask DNS for the public key.
        signer.setCheckDomainKey(false);
        return signer;
    }
}
