package org.reliablesignup.accountservice.account.web;

import org.reliablesignup.accountservice.limits.TooManyRequestsException;
import org.reliablesignup.accountservice.web.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** One answer for every limit: it tells when to ask again, and not which limit it was. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class LimitProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(TooManyRequestsException refusal) {
        long seconds = refusal.retryAfter().plusSeconds(1).minusNanos(1).toSeconds();
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
                .body(Problems.problem(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too-many-requests",
                        "Too many requests; please try again later"));
    }
}
