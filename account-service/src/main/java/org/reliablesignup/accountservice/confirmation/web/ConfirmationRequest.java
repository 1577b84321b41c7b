package org.reliablesignup.accountservice.confirmation.web;

import org.reliablesignup.accountservice.web.FieldErrors;
import tools.jackson.databind.JsonNode;

/** Reads {@code {"token": "..."}}. */
final class ConfirmationRequest {

    private static final String TOKEN = "token";

    private ConfirmationRequest() {}

    /** @throws RuntimeException that names all that is wrong, if anything is */
    static String token(JsonNode body) {
        FieldErrors errors = new FieldErrors();
        if (!body.isObject()) {
            errors.addWhole("malformed", "must be a JSON object");
            throw errors.exception();
        }
        body.propertyNames().stream()
                .filter(name -> !TOKEN.equals(name))
                .forEach(name -> errors.add(name, "unknown", "is not known here"));
        JsonNode token = body.path(TOKEN);
        if (token.isMissingNode() || token.isNull()) {
            errors.add(TOKEN, "required", "is required");
        } else if (!token.isString()) {
            errors.add(TOKEN, "wrong-type", "must be a string");
        }
        if (errors.any()) {
            throw errors.exception();
        }
        return token.stringValue();
    }
}
