package org.reliablesignup.accountservice.confirmation.web;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.reliablesignup.accountservice.confirmation.ConfirmAddress;
import org.reliablesignup.accountservice.confirmation.Confirmation.Confirmed;
import org.reliablesignup.accountservice.confirmation.Confirmation.Refused;
import org.reliablesignup.accountservice.confirmation.Refusal;
import org.reliablesignup.accountservice.web.Failures;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The page that the link in the mail leads to, and the one that its button leads to. A GET changes nothing: mail scanners
 * and previews follow links.
 */
@Controller
class ConfirmationPageController {

    private final ConfirmAddress confirmAddress;
    private final ConfirmationPages pages;

    ConfirmationPageController(ConfirmAddress confirmAddress, ConfirmationPages pages) {
        this.confirmAddress = confirmAddress;
        this.pages = pages;
    }

    @GetMapping("/confirm")
    ResponseEntity<String> ask(@RequestParam(defaultValue = "") String token, HttpServletRequest request) {
        return confirmAddress
                .refusalOf(token)
                .map(refusal -> refused(refusal, request))
                .orElseGet(() -> pages.asking(token, request));
    }

    @PostMapping(path = "/confirmations", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<String> confirm(@RequestParam(defaultValue = "") String token, HttpServletRequest request) {
        return switch (confirmAddress.confirm(token)) {
            case Confirmed confirmed -> pages.telling("confirmed", HttpStatus.OK, request);
            case Refused refused -> refused(refused.refusal(), request);
        };
    }

    /** Spelt as no form is. */
    @ExceptionHandler
    ResponseEntity<String> on(InvalidParameterException unreadable, HttpServletRequest request) {
        return refused(Refusal.TOKEN_NOT_OURS, request);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<String> onDatabase(RuntimeException failure, HttpServletRequest request) {
        Failures.ofDatabase(failure);
        ResponseEntity<String> page = pages.telling("temporarily-unavailable", HttpStatus.SERVICE_UNAVAILABLE, request);
        return ResponseEntity.status(page.getStatusCode())
                .headers(page.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, Failures.RETRY_AFTER_SECONDS)
                .body(page.getBody());
    }

    @ExceptionHandler
    ResponseEntity<String> onUnforeseen(Exception failure, HttpServletRequest request) {
        Failures.unforeseen(failure);
        return pages.telling("failed", HttpStatus.INTERNAL_SERVER_ERROR, request);
    }

    private ResponseEntity<String> refused(Refusal refusal, HttpServletRequest request) {
        return pages.telling(Refusals.type(refusal), Refusals.status(refusal), request);
    }
}
