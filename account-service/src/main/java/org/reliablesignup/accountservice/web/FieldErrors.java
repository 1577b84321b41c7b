package org.reliablesignup.accountservice.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.accountservice.account.InvalidValueException;
import org.springframework.web.util.UriUtils;

/** Collects what is wrong with a request, field by field. */
public final class FieldErrors {

    /** A hostile body can have thousands of unknown fields; nobody mends more than these at a time. */
    private static final int MOST = 20;

    private static final int LONGEST_NAME = 100;

    private final List<FieldError> errors = new ArrayList<>();

    /** @param pointer JSON pointer as a URI fragment (RFC 6901 section 6) */
    record FieldError(String pointer, String code, String detail) {}

    /** @param code what is wrong, for programs: stable, in kebab case */
    public void add(String field, String code, String detail) {
        if (errors.size() < MOST) {
            errors.add(new FieldError(pointer(field), code, detail));
        }
    }

    /** It is the body as a whole that is wrong, and no field of it. */
    public void addWhole(String code, String detail) {
        errors.add(new FieldError("#", code, detail));
    }

    /** The value, or null if it was refused: then that is collected. */
    public <T> @Nullable T collect(String field, Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidValueException e) {
            add(field, e.code(), e.detail());
            return null;
        }
    }

    /** Whether anything was. */
    public boolean any() {
        return !errors.isEmpty();
    }

    /** To be thrown; answered by a problem that names them all. */
    public RuntimeException exception() {
        return new InvalidRequestException(List.copyOf(errors));
    }

    private static String pointer(String field) {
        String name = field.length() > LONGEST_NAME ? field.substring(0, LONGEST_NAME) : field;
        return "#/" + UriUtils.encode(name.replace("~", "~0").replace("/", "~1"), UTF_8);
    }
}
