package org.reliablesignup.accountservice.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.reliablesignup.answers.EarlyRefusal;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the whole body before {@link RequestLimit} takes a place for the request, so that whoever sends slowly keeps nobody
 * waiting; no more of it than any request of ours can need, and for no longer than the limit.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class BodyReader extends OncePerRequestFilter {

    private static final int MAX_BYTES = 16 * 1024;

    /** A larger body is read on to this size, so that its sender sees the answer instead of a reset. */
    private static final long MAX_READ_ON = 20L * 1024 * 1024;

    private final long timeoutNanos;

    BodyReader(WebSettings settings) {
        this.timeoutNanos = settings.bodyTimeout().toNanos();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Optional<ProblemDetail> refusal;
        try {
            refusal = asksFirst(request) ? Optional.of(Problems.bodyTooLarge(MAX_BYTES)) : read(request, body);
        } catch (IOException e) {
            // Cut off, misspelt or silent: Tomcat has set the status, and answers where there is anybody left.
            return;
        }
        if (refusal.isPresent()) {
            EarlyRefusal.answer(refusal.get(), request, response);
        } else {
            chain.doFilter(new ReadRequest(request, body.toByteArray()), response);
        }
    }

    /** With {@code Expect: 100-continue}: not a byte of it needs to come. */
    private static boolean asksFirst(HttpServletRequest request) {
        return request.getContentLengthLong() > MAX_BYTES && request.getHeader(HttpHeaders.EXPECT) != null;
    }

    private Optional<ProblemDetail> read(HttpServletRequest request, ByteArrayOutputStream body) throws IOException {
        long start = System.nanoTime();
        ServletInputStream in = request.getInputStream();
        byte[] chunk = new byte[4096];
        long size = 0;
        boolean late = false;
        while (!late && size <= MAX_READ_ON) {
            int n = in.read(chunk);
            if (n < 0) {
                break;
            }
            size += n;
            if (size <= MAX_BYTES) {
                body.write(chunk, 0, n);
            }
            late = System.nanoTime() - start > timeoutNanos && !in.isFinished();
        }
        if (size > MAX_BYTES) {
            return Optional.of(Problems.bodyTooLarge(MAX_BYTES));
        }
        return late ? Optional.of(ProblemDetail.forStatus(HttpStatus.REQUEST_TIMEOUT)) : Optional.empty();
    }
}
