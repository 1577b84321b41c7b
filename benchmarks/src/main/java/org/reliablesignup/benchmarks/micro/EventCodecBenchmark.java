package org.reliablesignup.benchmarks.micro;

import java.time.Instant;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.reliablesignup.events.AccountCreated;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.EventMessage;

/** The event of a sign-up, to its form on the wire and back. */
@State(Scope.Benchmark)
public class EventCodecBenchmark {

    private final EventCodec codec = new EventCodec();
    private final Event event = new AccountCreated(
            UUID.randomUUID(),
            UUID.randomUUID(),
            Instant.parse("2026-03-01T10:15:30.123456Z"),
            "Ada Lovelace",
            "ada@example.com",
            "en",
            false);
    private final EventMessage message = codec.encode(event);

    @Benchmark
    public EventMessage encode() {
        return codec.encode(event);
    }

    @Benchmark
    public Event decode() {
        return codec.decode(message.headers(), message.data());
    }
}
