package org.reliablesignup.accountservice.limits;

import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.ConsumptionProbe;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.reliablesignup.accountservice.fingerprint.Fingerprint;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Counts sign-ups, whichever instance they come to, in token buckets that lie in the database. Thread-safe. */
@Service
public class SignUpLimits {

    private final BucketTable buckets;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final LimitSettings settings;
    private final Counter clients;
    private final Counter addresses;
    private final Refusals refusals = new Refusals();

    SignUpLimits(
            BucketTable buckets,
            TransactionOperations transaction,
            Clock clock,
            LimitSettings settings,
            MeterRegistry meters) {
        this.buckets = buckets;
        this.transaction = transaction;
        this.clock = clock;
        this.settings = settings;
        this.clients = limited(meters, "client");
        this.addresses = limited(meters, "address");
    }

    /**
     * Counts a request of that client, whatever becomes of it.
     *
     * @throws TooManySignUpsException if it is one too many; then it does not count
     * @throws org.springframework.dao.DataAccessException if the database did not take it
     * @throws org.springframework.transaction.TransactionException if the database is away
     */
    public void countClient(String client) {
        Limit limit = settings.perClient();
        count(Fingerprint.of("client", limit.toString(), client), limit, clients, true);
    }

    /**
     * Counts a sign-up for that address in the caller's transaction: what is rolled back does not count.
     *
     * @param address in its canonical form
     * @throws TooManySignUpsException if it is one too many
     * @throws org.springframework.dao.DataAccessException if the database did not take it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void countAddress(String address) {
        Limit limit = settings.perAddress();
        count(Fingerprint.of("address", limit.toString(), address), limit, addresses, false);
    }

    /** The limit is part of the name of a bucket: with another setting there are other buckets, full ones. */
    private void count(Fingerprint name, Limit limit, Counter limited, boolean inItsOwnTransaction) {
        if (limit.isNone()) {
            return;
        }
        String bucket = name.value();
        Instant now = clock.instant();
        Optional<Duration> wait = refusals.left(bucket, now)
                .or(() ->
                        inItsOwnTransaction ? transaction.execute(status -> take(bucket, limit)) : take(bucket, limit));
        wait.ifPresent(time -> {
            refusals.remember(bucket, now.plus(time), now);
            limited.increment();
            throw new TooManySignUpsException(time);
        });
    }

    /** @return how long there will be nothing to take; empty if something was taken */
    private Optional<Duration> take(String bucket, Limit limit) {
        try {
            ConsumptionProbe probe = buckets.getProxy(bucket, limit::bucket).tryConsumeAndReturnRemaining(1);
            return probe.isConsumed()
                    ? Optional.empty()
                    : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        } catch (BucketExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static Counter limited(MeterRegistry meters, String kind) {
        return Counter.builder("signup.limited")
                .description("Requests to sign up that were one too many")
                .tag("kind", kind)
                .register(meters);
    }
}
