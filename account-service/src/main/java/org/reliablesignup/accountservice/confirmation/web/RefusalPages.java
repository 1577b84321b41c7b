package org.reliablesignup.accountservice.confirmation.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.reliablesignup.answers.PageInstead;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Who comes by the link or the button gets a page, also when the request never reached it. */
@Component
class RefusalPages implements PageInstead {

    private final ConfirmationPages pages;

    RefusalPages(ConfirmationPages pages) {
        this.pages = pages;
    }

    @Override
    public Optional<ResponseEntity<String>> of(ProblemDetail problem, HttpServletRequest request) {
        HttpStatus status = HttpStatus.valueOf(problem.getStatus());
        return isForPeople(request) ? Optional.of(pages.telling(news(status), status, request)) : Optional.empty();
    }

    private static boolean isForPeople(HttpServletRequest request) {
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return "/confirm".equals(path)
                || "/confirmations".equals(path)
                        && StringUtils.startsWithIgnoreCase(
                                request.getContentType(), MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    private static String news(HttpStatus status) {
        return switch (status) {
            case REQUEST_TIMEOUT, SERVICE_UNAVAILABLE -> "temporarily-unavailable";
            case INTERNAL_SERVER_ERROR -> "failed";
            default -> "token-not-ours";
        };
    }
}
