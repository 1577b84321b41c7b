package org.reliablesignup.accountservice.confirmation.web;

import org.reliablesignup.accountservice.confirmation.Refusal;
import org.reliablesignup.accountservice.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** What a refusal means in HTTP. */
final class Refusals {

    private Refusals() {}

    static ProblemDetail problem(Refusal refusal) {
        return Problems.problem(status(refusal), type(refusal), detail(refusal));
    }

    static HttpStatus status(Refusal refusal) {
        return switch (refusal) {
            case TOKEN_EXPIRED, ACCOUNT_GONE -> HttpStatus.GONE;
            case TOKEN_NOT_OURS, TOKEN_KEY_UNKNOWN -> HttpStatus.BAD_REQUEST;
            case ADDRESS_ALREADY_CONFIRMED -> HttpStatus.CONFLICT;
        };
    }

    /** The stable end of the problem's type, and the name of its texts. */
    static String type(Refusal refusal) {
        return switch (refusal) {
            case TOKEN_EXPIRED -> "token-expired";
            case TOKEN_NOT_OURS -> "token-not-ours";
            case TOKEN_KEY_UNKNOWN -> "token-key-unknown";
            case ACCOUNT_GONE -> "account-gone";
            case ADDRESS_ALREADY_CONFIRMED -> "address-already-confirmed";
        };
    }

    private static String detail(Refusal refusal) {
        return switch (refusal) {
            case TOKEN_EXPIRED -> "The token is too old; please sign up again";
            case TOKEN_NOT_OURS -> "This is not a token of ours, or a part of it is missing or changed";
            case TOKEN_KEY_UNKNOWN -> "The token was signed with a key that is not known here, or no longer";
            case ACCOUNT_GONE -> "The account that the token was made for is not there any more; please sign up again";
            case ADDRESS_ALREADY_CONFIRMED -> "Another account has been confirmed with this address";
        };
    }
}
