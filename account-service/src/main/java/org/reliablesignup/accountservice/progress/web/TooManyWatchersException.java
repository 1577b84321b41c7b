package org.reliablesignup.accountservice.progress.web;

import org.reliablesignup.accountservice.web.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** As many watch as may. */
final class TooManyWatchersException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;
    private static final String RETRY_AFTER_SECONDS = "10";

    TooManyWatchersException() {
        super(
                HttpStatus.SERVICE_UNAVAILABLE,
                Problems.problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "too-many-watchers",
                        "Too many are watching at the moment; the account can be asked for as ever"),
                null);
        getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
