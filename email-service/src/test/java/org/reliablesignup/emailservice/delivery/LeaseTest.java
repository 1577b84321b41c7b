package org.reliablesignup.emailservice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private static final Duration LENGTH = Duration.ofSeconds(15);

    private final Lease.Moment now = Lease.Moment.now();
    private final Lease.Moment elevenSecondsAgo =
            new Lease.Moment(now.nanos() - TimeUnit.SECONDS.toNanos(11), now.millis() - 11_000);

    @Test
    void isHeldForTwoThirdsOfItsLength() {
        assertThat(leaseOf(now).isHeld()).isTrue();
        assertThat(leaseOf(elevenSecondsAgo).isHeld()).isFalse();
    }

    @Test
    void eitherClockCanEndIt() {
        assertThat(leaseOf(new Lease.Moment(now.nanos(), elevenSecondsAgo.millis()))
                        .isHeld())
                .isFalse();
        assertThat(leaseOf(new Lease.Moment(elevenSecondsAgo.nanos(), now.millis()))
                        .isHeld())
                .isFalse();
    }

    @Test
    void aRenewalProlongsItAndALossEndsIt() {
        Lease lease = leaseOf(elevenSecondsAgo);

        lease.renewed(now);
        assertThat(lease.isHeld()).isTrue();

        lease.lost();
        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void aMailComesToItsEndOrIsWithdrawnButNeverBoth() {
        Lease finished = leaseOf(now);
        assertThat(finished.mayFinish()).isTrue();
        assertThat(finished.withdraw()).isFalse();

        Lease withdrawn = leaseOf(now);
        assertThat(withdrawn.withdraw()).isTrue();
        assertThat(withdrawn.mayFinish()).isFalse();
    }

    @Test
    void aMailWhoseLeaseIsNotHeldDoesNotComeToItsEnd() {
        assertThat(leaseOf(elevenSecondsAgo).mayFinish()).isFalse();
    }

    private static Lease leaseOf(Lease.Moment confirmed) {
        return new Lease(Jobs.aJob(0, false), confirmed, LENGTH);
    }
}
