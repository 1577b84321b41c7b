package org.reliablesignup.benchmarks.peer;

import java.util.List;
import java.util.function.Consumer;
import org.reliablesignup.events.Event;
import org.reliablesignup.outbox.Outbox;

/** An outbox that does the same with one event after the other. */
record EachEvent(Consumer<Event> work) implements Outbox {

    @Override
    public void append(List<Entry> entries) {
        entries.forEach(entry -> work.accept(entry.event()));
    }
}
