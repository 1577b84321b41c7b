package org.reliablesignup.accountservice.account.web;

import org.reliablesignup.accountservice.account.web.IdempotencyKeyHeader.MalformedKeyException;
import org.reliablesignup.accountservice.idempotency.KeyInFlightException;
import org.reliablesignup.accountservice.idempotency.KeyReusedException;
import org.reliablesignup.accountservice.web.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What section 2.7 of the draft asks for when an {@code Idempotency-Key} cannot be honoured. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class IdempotencyProblems {

    private static final String RETRY_AFTER_SECONDS = "1";

    @ExceptionHandler
    ProblemDetail on(MalformedKeyException refusal) {
        return Problems.problem(
                HttpStatus.BAD_REQUEST,
                "idempotency-key-malformed",
                "Idempotency-Key must be one string of 1 to 255 visible ASCII characters");
    }

    @ExceptionHandler
    ProblemDetail on(KeyReusedException refusal) {
        return Problems.problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "idempotency-key-reused",
                "This Idempotency-Key has been used for another request");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(KeyInFlightException refusal) {
        return ResponseEntity.status(HttpStatus.CONFLICT)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(Problems.problem(
                        HttpStatus.CONFLICT,
                        "idempotency-key-in-flight",
                        "A request with this Idempotency-Key is being answered; please ask again"));
    }
}
