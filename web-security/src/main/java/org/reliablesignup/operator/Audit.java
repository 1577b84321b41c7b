package org.reliablesignup.operator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who did what, and what came of it: one line each, by the logger {@code audit}. Thread-safe. */
public final class Audit {

    private static final Logger log = LoggerFactory.getLogger("audit");

    /**
     * Whose request this is.
     *
     * @throws IllegalStateException outside of the request of somebody who is logged in
     */
    public String operator() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null) {
            throw new IllegalStateException("nobody is logged in");
        }
        return authentication.getName();
    }

    /**
     * Writes the line down.
     *
     * @param action what was asked for, such as {@code mailjob.retry}
     * @param what the id of the thing that it was asked for; nothing that the log must not know
     * @param outcome what became of it
     */
    public void log(String action, Object what, @Nullable Object outcome) {
        log.info("operator={} action={} id={} outcome={}", operator(), action, what, outcome);
    }
}
