package org.reliablesignup.accountservice.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** What nobody is to blame for who asked: logged here, and answered with no word of what the exception says. */
public final class Failures {

    /** When a client may ask again that was answered 503. */
    public static final String RETRY_AFTER_SECONDS = "5";

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** The database is away, or too slow; 503. */
    public static ProblemDetail ofDatabase(RuntimeException failure) {
        log.warn("Answered 503, the database failed: {}", String.valueOf(mostSpecific(failure)));
        log.debug("The database failed", failure);
        return Problems.unavailable();
    }

    /** A defect of ours; 500. */
    public static ProblemDetail unforeseen(Exception failure) {
        log.error("Answered 500", failure);
        return ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    /** Class names without the message, which can quote values. */
    private static Class<?> mostSpecific(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass();
    }
}
