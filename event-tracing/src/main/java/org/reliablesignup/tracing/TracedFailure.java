package org.reliablesignup.tracing;

/** Marks a span as failed, with nothing but words of ours. */
public final class TracedFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TracedFailure(String kind) {
        super(kind, null, false, false);
    }
}
