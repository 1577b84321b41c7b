package org.reliablesignup.answers;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Tells browsers on every answer that it is no document, is kept and framed by nobody and sends no address on; Tomcat's own
 * refusals among them, which no filter sees. Whoever answers with a page replaces the policy by one of its own.
 */
final class AnswerHeaders extends ValveBase {

    /** A year, in seconds (RFC 6797 section 6.1.1). */
    private static final String ONLY_BY_TLS = "max-age=31536000";

    private static final String NOTHING =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final TlsCallers tls;

    AnswerHeaders(TlsCallers tls) {
        super(true);
        this.tls = tls;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", NOTHING);
        response.setHeader("X-Frame-Options", "DENY");
        // An address can hold a token.
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-store");
        if (tls.isOne(request)) {
            response.setHeader("Strict-Transport-Security", ONLY_BY_TLS);
        }
        getNext().invoke(request, response);
    }
}
