package org.reliablesignup.emailservice.operator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who did what, and what came of it: one line each, by a logger of its own. Thread-safe. */
final class Audit {

    private static final Logger log = LoggerFactory.getLogger("audit");

    /** Whose request this is. */
    String operator() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null) {
            throw new IllegalStateException("nobody is logged in");
        }
        return authentication.getName();
    }

    void log(String action, Object what, @Nullable Object outcome) {
        log.info("operator={} action={} id={} outcome={}", operator(), action, what, outcome);
    }
}
