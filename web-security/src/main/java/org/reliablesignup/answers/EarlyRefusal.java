package org.reliablesignup.answers;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.ProblemDetail;

/** Refuses a request before any controller is asked. */
public final class EarlyRefusal {

    private static final String PROBLEM = EarlyRefusal.class.getName();

    private EarlyRefusal() {}

    /** Ends the request; what headers the response has stay, and its body is the problem, or the page instead of it. */
    public static void answer(ProblemDetail problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        request.setAttribute(PROBLEM, problem);
        response.sendError(problem.getStatus());
    }

    static Optional<ProblemDetail> of(HttpServletRequest request) {
        return request.getAttribute(PROBLEM) instanceof ProblemDetail problem ? Optional.of(problem) : Optional.empty();
    }
}
