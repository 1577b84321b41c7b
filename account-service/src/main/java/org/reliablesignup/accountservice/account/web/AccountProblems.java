package org.reliablesignup.accountservice.account.web;

import org.reliablesignup.accountservice.account.AccountAlreadyActiveException;
import org.reliablesignup.accountservice.web.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the state of an account does not allow. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class AccountProblems {

    @ExceptionHandler
    ProblemDetail on(AccountAlreadyActiveException refusal) {
        return Problems.problem(
                HttpStatus.CONFLICT, "account-already-active", "The account is active; there is nothing to confirm");
    }
}
