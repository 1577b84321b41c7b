package org.reliablesignup.accountservice.account.web;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns refusals and failures into problems; what an unforeseen exception says stays in the log. */
@RestControllerAdvice
class AccountProblems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(AccountProblems.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler
    ProblemDetail on(InvalidRequestException refusal) {
        ProblemDetail problem = Problems.invalidFields();
        problem.setProperty("errors", refusal.errors());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail on(AccountNotFoundException refusal) {
        return Problems.accountNotFound();
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> onDatabase(RuntimeException failure) {
        log.warn("Answered 503, the database failed: {}", String.valueOf(mostSpecific(failure)));
        log.debug("The database failed", failure);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(Problems.unavailable());
    }

    @ExceptionHandler
    ProblemDetail onUnforeseen(Exception failure) {
        log.error("Answered 500", failure);
        return ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = failure.getRootCause() instanceof BodyTooLargeException tooLarge
                ? Problems.bodyTooLarge(tooLarge.limit())
                : Problems.malformedJson();
        return handleExceptionInternal(failure, problem, headers, HttpStatusCode.valueOf(problem.getStatus()), request);
    }

    /** Whatever the client says that it accepts, were it nonsense. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
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
