package org.reliablesignup.emailservice.operator;

import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.http.HttpStatus;

/** Why a call was not carried out (the members that every RFC 9457 problem has). */
record Problem(String title, int status, String detail) {

    static WebEndpointResponse<Object> of(HttpStatus status, String detail) {
        return new WebEndpointResponse<>(new Problem(status.getReasonPhrase(), status.value(), detail), status.value());
    }
}
