package org.reliablesignup.faults;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A trace for people to read: a line a span, below its parent, with the time since the first began and how long it took. */
final class TraceTable {

    private final List<TracedSpan> spans;
    private final StringBuilder lines = new StringBuilder();
    private final long begin;

    private TraceTable(List<TracedSpan> spans) {
        this.spans = spans;
        this.begin = spans.stream().mapToLong(TracedSpan::startNanos).min().orElse(0);
    }

    static String of(List<TracedSpan> spans) {
        TraceTable table = new TraceTable(spans);
        table.lines.append("  start ms  took ms  service          kind      span\n");
        spans.stream()
                .filter(span -> spans.stream().noneMatch(other -> other.id().equals(span.parent())))
                .forEach(root -> table.add(root, 0));
        return table.lines.toString();
    }

    private void add(TracedSpan span, int depth) {
        lines.append(String.format(
                Locale.ROOT,
                "%10.1f %8.1f  %-16s %-9s %s%s  %s%n",
                (span.startNanos() - begin) / 1e6,
                (span.endNanos() - span.startNanos()) / 1e6,
                span.service(),
                span.kind(),
                "  ".repeat(depth),
                span.name(),
                span.attributes()));
        spans.stream()
                .filter(child -> child.parent().equals(span.id()))
                .sorted(Comparator.comparingLong(TracedSpan::startNanos))
                .forEach(child -> add(child, depth + 1));
    }
}
