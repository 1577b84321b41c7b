package org.reliablesignup.emailservice.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt, and what follows from it.
 *
 * @param traceparent the trace to tell it in (W3C Trace Context); null for that of whoever records it, if there is one
 */
record Conclusion(
        MailJob job,
        Attempt attempt,
        Verdict verdict,
        @Nullable String traceparent) {}
