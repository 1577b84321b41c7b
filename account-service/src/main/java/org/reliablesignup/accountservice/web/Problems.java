package org.reliablesignup.accountservice.web;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * The kinds of answer when something is wrong (RFC 9457). The types are stable; clients may rely on them.
 *
 * <p>Where the status says all there is to say, the type stays {@code about:blank}.
 */
public final class Problems {

    private static final String TYPES = "urn:problem-type:signup:";

    private Problems() {}

    static ProblemDetail invalidFields() {
        return problem(HttpStatus.BAD_REQUEST, "invalid-fields", "The request has fields that are not acceptable");
    }

    static ProblemDetail malformedJson() {
        return problem(HttpStatus.BAD_REQUEST, "malformed-json", "The body is missing or not valid JSON");
    }

    static ProblemDetail bodyTooLarge(long limit) {
        return problem(
                HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "The body has more than %d bytes".formatted(limit));
    }

    static ProblemDetail unavailable() {
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "temporarily-unavailable",
                "Nothing was stored; please try again in a few seconds");
    }

    static ProblemDetail overloaded() {
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE, "overloaded", "Too many requests at the moment; please try again soon");
    }

    /**
     * A problem of its own kind.
     *
     * @param type the stable end of its URI, in kebab case
     * @param detail for people
     */
    public static ProblemDetail problem(HttpStatus status, String type, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(TYPES + type));
        return problem;
    }
}
