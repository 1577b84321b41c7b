package org.reliablesignup.accountservice.limits;

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

/** Counts sign-ups and what follows them, whichever instance they come to, in token buckets that lie in the database. Thread-safe. */
@Service
public class SignUpLimits {

    private final BucketTable buckets;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final LimitSettings settings;
    private final Counter clients;
    private final Counter addresses;
    private final Counter mails;
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
        this.mails = limited(meters, "mail");
    }

    /**
     * Counts a request of that client, whatever becomes of it.
     *
     * @throws TooManyRequestsException if it is one too many; then it does not count
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
     * @throws TooManyRequestsException if it is one too many
     * @throws org.springframework.dao.DataAccessException if the database did not take it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void countAddress(String address) {
        Limit limit = settings.perAddress();
        count(Fingerprint.of("address", limit.toString(), address), limit, addresses, false);
    }

    /**
     * Counts a request for another mail to that address in the caller's transaction: what is rolled back does not count.
     *
     * @param address in its canonical form
     * @param signedUpAt when the account was created that asks: its own mail is on the way
     * @throws TooManyRequestsException if it is one too many, or too soon
     * @throws org.springframework.dao.DataAccessException if the database did not take it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void countMail(String address, Instant signedUpAt) {
        Duration sinceSignUp = Duration.between(signedUpAt, clock.instant());
        Duration coolDown = settings.resendCoolDown();
        if (!coolDown.isZero() && sinceSignUp.compareTo(coolDown) < 0) {
            // Where another instance's clock is ahead, nobody waits longer for that.
            refuse(mails, sinceSignUp.isNegative() ? coolDown : coolDown.minus(sinceSignUp));
        }
        Limit one = settings.oneMail();
        count(Fingerprint.of("mail-cool-down", one.toString(), address), one, mails, false);
        Limit some = settings.resendsPerAddress();
        count(Fingerprint.of("mail", some.toString(), address), some, mails, false);
    }

    /** The limit is part of the name of a bucket: with another setting there are other buckets, full ones. */
    private void count(Fingerprint name, Limit limit, Counter limited, boolean inItsOwnTransaction) {
        if (limit.isNone()) {
            return;
        }
        String bucket = name.value();
        Instant now = clock.instant();
        Optional<Duration> wait = refusals.left(bucket, now)
                .or(() -> inItsOwnTransaction
                        ? transaction.execute(status -> buckets.take(bucket, limit))
                        : buckets.take(bucket, limit));
        wait.ifPresent(time -> {
            refusals.remember(bucket, now.plus(time), now);
            refuse(limited, time);
        });
    }

    private static void refuse(Counter limited, Duration wait) {
        limited.increment();
        throw new TooManyRequestsException(wait);
    }

    private static Counter limited(MeterRegistry meters, String kind) {
        return Counter.builder("signup.limited")
                .description("Requests to sign up, or for another mail, that were one too many")
                .tag("kind", kind)
                .register(meters);
    }
}
