package org.reliablesignup.answers;

import jakarta.servlet.http.HttpServletRequest;

/** Tells who has come over TLS. Without a bean of this kind it is whoever speaks TLS to us. Thread-safe. */
@FunctionalInterface
public interface TlsCallers {

    /** Whether the client spoke TLS, to us or to a proxy whose word we take. */
    boolean isOne(HttpServletRequest request);
}
