package org.reliablesignup.emailservice.smtp;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How mails are signed (RFC 6376), if they are: then all three are set.
 *
 * @param domain that answers for the mails; DMARC asks for the sender's own or one above it (RFC 7489 section 3.1.1)
 * @param selector names the key in the domain's DNS: {@code <selector>._domainkey.<domain>}
 * @param privateKey RSA of at least 2048 bits in PKCS#8: PEM, or its Base64 alone
 */
@ConfigurationProperties("dkim")
@Validated
record DkimSettings(
        @Nullable @Pattern(regexp = DkimSettings.NAME, message = "must be a domain in ASCII")
        String domain,

        @Nullable @Pattern(regexp = DkimSettings.NAME, message = "must be a name in DNS")
        String selector,

        @Nullable String privateKey) {

    static final String NAME = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*";

    static final DkimSettings NONE = new DkimSettings(null, null, null);

    @AssertTrue(message = "dkim.domain, dkim.selector and dkim.private-key belong together: set all three or none")
    public boolean isComplete() {
        return (domain == null) == (selector == null) && (domain == null) == (privateKey == null);
    }

    @AssertTrue(
            message = "dkim.private-key must be an RSA key of at least 2048 bits in PKCS#8, as PEM or its Base64 alone")
    public boolean isKeyUsable() {
        return privateKey == null || DkimKey.isUsable(privateKey);
    }

    /** Without the key, so that no log shows it. */
    @Override
    public String toString() {
        return "DkimSettings[domain=" + domain + ", selector=" + selector + "]";
    }
}
