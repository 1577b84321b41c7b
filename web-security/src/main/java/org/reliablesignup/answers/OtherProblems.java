package org.reliablesignup.answers;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What goes wrong outside of any controller is a problem, too, or the page that a person gets instead. */
@RestController
class OtherProblems implements ErrorController {

    private final ObjectProvider<PageInstead> pages;

    OtherProblems(ObjectProvider<PageInstead> pages) {
        this.pages = pages;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<?> error(HttpServletRequest request) {
        ProblemDetail problem = EarlyRefusal.of(request).orElseGet(() -> ProblemDetail.forStatus(status(request)));
        return pages.stream()
                .flatMap(page -> page.of(problem, request).stream())
                .findFirst()
                .<ResponseEntity<?>>map(page -> page)
                .orElseGet(() -> ResponseEntity.status(problem.getStatus())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(problem));
    }

    private static HttpStatus status(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.valueOf(code)
                : HttpStatus.NOT_FOUND;
    }
}
