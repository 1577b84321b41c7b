package org.reliablesignup.accountservice.confirmation;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What tokens are verified with.
 *
 * @param keys secrets in base64 by key id: those that email-service signs with, and did sign with as long as there are
 *     tokens of that time
 */
@ConfigurationProperties("confirmation")
record ConfirmationSettings(@DefaultValue Map<String, String> keys) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "ConfirmationSettings[keys=" + keys.keySet() + "]";
    }
}
