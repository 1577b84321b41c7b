package org.reliablesignup.accountservice.limits;

import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.select_for_update.AbstractSelectForUpdateBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.select_for_update.LockAndGetResult;
import io.github.bucket4j.distributed.proxy.generic.select_for_update.SelectForUpdateBasedTransaction;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.distributed.remote.RemoteCommand;
import io.github.bucket4j.distributed.remote.Request;
import io.github.bucket4j.distributed.remote.commands.CreateInitialStateAndExecuteCommand;
import io.github.bucket4j.distributed.remote.commands.TryConsumeAndReturnRemainingTokensCommand;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Buckets in the table {@code limit_bucket}, each locked by who takes from it. Works within the transaction of the
 * caller, whose timeout is the longest that anybody waits for a bucket.
 */
@Component
class BucketTable extends AbstractSelectForUpdateBasedProxyManager<String> {

    private final JdbcClient jdbc;
    private final Clock clock;

    BucketTable(JdbcClient jdbc, Clock clock) {
        super(ClientSideConfig.getDefault().withClientClock(new WallClock(clock)));
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Takes one from the bucket, which is full when it comes into being. Both by the same statements: the time must not
     * tell whether somebody has asked before.
     *
     * @return how long there will be nothing to take; empty if something was taken
     */
    Optional<Duration> take(String bucket, Limit limit) {
        RemoteCommand<ConsumptionProbe> takeOne = new CreateInitialStateAndExecuteCommand<>(
                limit.bucket(), new TryConsumeAndReturnRemainingTokensCommand(1));
        try {
            ConsumptionProbe probe = execute(
                            bucket,
                            new Request<>(takeOne, getBackwardCompatibilityVersion(), getClientSideTime(), null))
                    .getData();
            return probe.isConsumed()
                    ? Optional.empty()
                    : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        } catch (BucketExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    protected SelectForUpdateBasedTransaction allocateTransaction(String key, Optional<Long> timeoutNanos) {
        return new InCallersTransaction(key);
    }

    @Override
    public void removeProxy(String key) {
        jdbc.sql("delete from limit_bucket where key_hash = ?").param(key).update();
    }

    private record WallClock(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }

    private final class InCallersTransaction implements SelectForUpdateBasedTransaction {

        private final String key;

        InCallersTransaction(String key) {
            this.key = key;
        }

        @Override
        public LockAndGetResult tryLockAndGet(Optional<Long> timeoutNanos) {
            jdbc.sql("insert into limit_bucket (key_hash, expires_at) values (?, ?) on conflict do nothing")
                    .params(key, clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            return jdbc.sql("select state from limit_bucket where key_hash = ? for update")
                    .param(key)
                    .query((row, number) -> LockAndGetResult.locked(row.getBytes("state")))
                    .optional()
                    .orElseGet(LockAndGetResult::notLocked);
        }

        /** The row was purged between the two statements; they are tried again. */
        @Override
        public boolean tryInsertEmptyData(Optional<Long> timeoutNanos) {
            return false;
        }

        @Override
        public void update(byte[] data, RemoteBucketState state, Optional<Long> timeoutNanos) {
            long nanosUntilFull = state.calculateFullRefillingTime(currentTimeNanos());
            jdbc.sql("update limit_bucket set state = ?, expires_at = ? where key_hash = ?")
                    .params(data, clock.instant().plusNanos(nanosUntilFull).atOffset(ZoneOffset.UTC), key)
                    .update();
        }

        @Override
        public void begin(Optional<Long> timeoutNanos) {
            // The caller has.
        }

        @Override
        public void commit(Optional<Long> timeoutNanos) {
            // The caller will.
        }

        @Override
        public void rollback() {
            // The caller will, if something failed; where nothing did, nothing was written either.
        }

        @Override
        public void release() {
            // Nothing is held that is not the caller's.
        }
    }
}
