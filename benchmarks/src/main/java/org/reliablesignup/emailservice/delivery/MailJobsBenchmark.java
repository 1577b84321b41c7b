package org.reliablesignup.emailservice.delivery;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.reliablesignup.benchmarks.micro.MicroDatabase;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What the database does for a mail before and after it is sent, each with its commit. The time is for one mail. */
public class MailJobsBenchmark {

    private static final int BATCH = 32;
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Attempt ACCEPTED = new Attempt(Attempt.Result.ACCEPTED, "250 2.0.0 Ok: queued as 4XyZ");
    private static final Verdict SENT = new Verdict(JobState.SENT, Duration.ZERO, true, false);

    /** A queue with as many jobs as are claimed at once. */
    @State(Scope.Benchmark)
    public static class Queued {

        final MicroDatabase database = new MicroDatabase();
        final MailJobs jobs = jobs(database);

        @Setup(Level.Invocation)
        public void insert() {
            jobs.insert(Stream.generate(Queued::order).limit(BATCH).toList());
        }

        @TearDown(Level.Invocation)
        public void delete() {
            database.jdbc().update("delete from mail_job");
        }

        @TearDown
        public void close() {
            database.close();
        }

        private static MailOrder order() {
            return new MailOrder(
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    "confirmation",
                    "ada@example.com",
                    "Ada Lovelace",
                    "en",
                    Instant.parse("2026-03-01T10:15:30.123456Z"),
                    null);
        }
    }

    /** Jobs whose mails have just been sent. */
    @State(Scope.Benchmark)
    public static class Sent {

        private List<MailJob> claimed = List.of();

        @Setup(Level.Invocation)
        public void claim(Queued queued) {
            claimed = queued.jobs.claim(BATCH, Set.of(), true, LEASE);
        }
    }

    /** A batch, as the dispatcher does. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object claim(Queued queued) {
        return queued.jobs.claim(BATCH, Set.of(), true, LEASE);
    }

    /** Together, as those that wait at the same time are. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void recordTogether(Queued queued, Sent sent) {
        List<Boolean> recorded = queued.jobs.conclude(sent.claimed.stream()
                .map(job -> new Conclusion(job, ACCEPTED, SENT, null))
                .toList());
        if (recorded.contains(false)) {
            throw new IllegalStateException("not all were recorded");
        }
    }

    /** One by one, as one that comes alone is. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void recordAlone(Queued queued, Sent sent) {
        for (MailJob job : sent.claimed) {
            if (!queued.jobs.conclude(job, ACCEPTED, SENT)) {
                throw new IllegalStateException("nothing was recorded");
            }
        }
    }

    private static MailJobs jobs(MicroDatabase database) {
        DeliverySettings settings = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("delivery", DeliverySettings.class);
        return new MailJobs(
                database.jdbc(),
                database.transaction(),
                concluded -> {},
                new DeliveryPolicy(settings, new RetryPolicy(settings, RandomGenerator.getDefault())),
                new DeliveryMetrics(new SimpleMeterRegistry(), Clock.systemUTC()),
                "benchmark");
    }
}
