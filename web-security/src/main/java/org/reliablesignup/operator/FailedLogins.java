package org.reliablesignup.operator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Writes down where a login came from that was refused; not the name, which a stranger made up. Thread-safe. */
final class FailedLogins {

    private static final Logger log = LoggerFactory.getLogger("audit");

    @EventListener
    void on(AbstractAuthenticationFailureEvent refused) {
        String from = refused.getAuthentication().getDetails() instanceof WebAuthenticationDetails details
                ? details.getRemoteAddress()
                : "unknown";
        log.warn("operator=unknown action=login id={} outcome=refused", from);
    }
}
