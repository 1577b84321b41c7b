package org.reliablesignup.answers;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Tells a person what a program is told by a problem. */
@FunctionalInterface
public interface PageInstead {

    /**
     * The page, if it was a person who asked.
     *
     * @param request dispatched to the answer; its {@code RequestDispatcher.ERROR_REQUEST_URI} is what was asked for
     */
    Optional<ResponseEntity<String>> of(ProblemDetail problem, HttpServletRequest request);
}
