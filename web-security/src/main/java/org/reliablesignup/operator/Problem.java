package org.reliablesignup.operator;

import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.http.HttpStatus;

/**
 * Why an operator's call was not carried out (the members that every RFC 9457 problem has).
 *
 * @param title what the status means
 * @param status of the answer
 * @param detail for people
 */
public record Problem(String title, int status, String detail) {

    /** An answer of that status. */
    public static WebEndpointResponse<Object> of(HttpStatus status, String detail) {
        return new WebEndpointResponse<>(new Problem(status.getReasonPhrase(), status.value(), detail), status.value());
    }
}
