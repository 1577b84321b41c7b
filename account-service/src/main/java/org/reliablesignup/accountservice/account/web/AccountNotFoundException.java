package org.reliablesignup.accountservice.account.web;

import org.reliablesignup.accountservice.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is no account of that id, or none any more: answered 404, {@code account-not-found}. */
public final class AccountNotFoundException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /** Says nothing of the id. */
    public AccountNotFoundException() {
        super(
                HttpStatus.NOT_FOUND,
                Problems.problem(HttpStatus.NOT_FOUND, "account-not-found", "There is no such account"),
                null);
    }
}
