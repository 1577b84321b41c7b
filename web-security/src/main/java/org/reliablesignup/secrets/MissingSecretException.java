package org.reliablesignup.secrets;

import java.util.Locale;

/** A secret that will be asked for is not there. */
final class MissingSecretException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param property where it belongs
     * @param reason why it is needed
     */
    MissingSecretException(String property, String reason) {
        super("%s is missing, although %s: set it in the environment as %s"
                .formatted(property, reason, environmentVariable(property)));
    }

    private static String environmentVariable(String property) {
        return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
