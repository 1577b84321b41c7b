package org.reliablesignup.accountservice.web;

import java.util.List;
import org.reliablesignup.accountservice.web.FieldErrors.FieldError;

final class InvalidRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> errors;

    InvalidRequestException(List<FieldError> errors) {
        super(errors.size() + " fields are not acceptable");
        this.errors = errors;
    }

    List<FieldError> errors() {
        return errors;
    }
}
