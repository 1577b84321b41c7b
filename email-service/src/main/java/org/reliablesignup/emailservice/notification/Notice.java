package org.reliablesignup.emailservice.notification;

import org.jspecify.annotations.Nullable;
import org.reliablesignup.events.Event;

/**
 * An event that was heard of.
 *
 * @param traceparent the trace that it belongs to (W3C Trace Context), if any
 */
public record Notice(Event event, @Nullable String traceparent) {}
