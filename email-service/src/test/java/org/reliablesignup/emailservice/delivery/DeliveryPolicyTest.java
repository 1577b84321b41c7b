package org.reliablesignup.emailservice.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reliablesignup.emailservice.delivery.Jobs.aJob;
import static org.reliablesignup.emailservice.delivery.Jobs.settings;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reliablesignup.emailservice.delivery.DeliverySettings.WhenInDoubt;
import org.reliablesignup.emailservice.smtp.SendResult;

class DeliveryPolicyTest {

    private static final Duration YOUNG = Duration.ofMinutes(1);
    private static final Duration OLD = Duration.ofHours(25);

    private final DeliveryPolicy policy = Jobs.policy(WhenInDoubt.RESEND);

    @Test
    void whatTheServerTookIsSent() {
        Verdict verdict = policy.after(aJob(0, false), new SendResult.Accepted("250"), OLD);

        assertThat(verdict).isEqualTo(new Verdict(JobState.SENT, Duration.ZERO, true, false));
    }

    @Test
    void whatTheServerRefusedForGoodIsRejected() {
        assertThat(policy.after(aJob(3, false), new SendResult.Never("550"), YOUNG)
                        .next())
                .isEqualTo(JobState.REJECTED);
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "1, 10", "2, 20", "6, 320", "9, 1800", "100, 1800"})
    void whatMaySucceedLaterWaitsTwiceAsLongEachTimeUpToALimit(int attempts, int seconds) {
        Verdict verdict = policy.after(aJob(attempts, false), new SendResult.Later("450"), YOUNG);

        assertThat(verdict).isEqualTo(new Verdict(JobState.RETRY, Duration.ofSeconds(seconds), true, false));
    }

    @Test
    void spreadsTheRetries() {
        assertThat(retriesWith(() -> 0L).delayAfter(0)).isEqualTo(Duration.ofSeconds(4));
        assertThat(retriesWith(() -> -1L).delayAfter(0)).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void theLastTryIsAtTheHorizon() {
        Duration almost = Duration.ofHours(24).minusSeconds(7);

        assertThat(policy.after(aJob(9, false), new SendResult.Later("450"), almost)
                        .delay())
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void whatFailsBeyondTheHorizonIsExpired() {
        assertThat(policy.after(aJob(9, false), new SendResult.Later("450"), OLD)
                        .next())
                .isEqualTo(JobState.EXPIRED);
    }

    @Test
    void anOutageBurnsNoAttemptAndExpiresNothing() {
        SendResult outage = new SendResult.NobodyNow("refused", false);

        assertThat(policy.after(aJob(0, false), outage, OLD))
                .isEqualTo(new Verdict(JobState.QUEUED, Duration.ofSeconds(5), false, false));
        assertThat(policy.after(aJob(2, false), outage, OLD))
                .isEqualTo(new Verdict(JobState.RETRY, Duration.ofSeconds(5), false, false));
    }

    @Test
    void whatIsRefusedForItsSenderLetsOthersGoFirst() {
        assertThat(policy.after(aJob(0, false), new SendResult.NobodyNow("550 sender refused", true), OLD))
                .isEqualTo(new Verdict(JobState.QUEUED, Duration.ofSeconds(15), false, false));
    }

    @Test
    void whatCannotBePutOnTheWireIsRejected() {
        assertThat(policy.after(aJob(0, false), new SendResult.Unsendable("not an address"), YOUNG)
                        .next())
                .isEqualTo(JobState.REJECTED);
    }

    @Test
    void whatWeCannotWriteIsKeptHoweverOld() {
        assertThat(policy.afterFailureToWrite(aJob(3, false)))
                .isEqualTo(new Verdict(JobState.RETRY, Duration.ofSeconds(40), true, false));
    }

    @Test
    void whatWasTakenBackIsDueAgainAtOnce() {
        assertThat(policy.after(aJob(0, false), new SendResult.Withdrawn(""), YOUNG))
                .isEqualTo(new Verdict(JobState.QUEUED, Duration.ZERO, false, false));
    }

    @Test
    void whatIsInDoubtIsSentAgain() {
        assertThat(policy.after(aJob(0, false), new SendResult.InDoubt("lost"), YOUNG))
                .isEqualTo(new Verdict(JobState.RETRY, Duration.ofSeconds(5), true, true));
    }

    @Test
    void whatIsInDoubtIsHeldIfSoWished() {
        assertThat(Jobs.policy(WhenInDoubt.HOLD)
                        .after(aJob(0, false), new SendResult.InDoubt("lost"), YOUNG)
                        .next())
                .isEqualTo(JobState.UNKNOWN);
    }

    @Test
    void whatWasAbandonedIsDueAtOnceOnlyTheFirstTime() {
        assertThat(policy.afterAbandonment(aJob(3, false), 0, OLD))
                .isEqualTo(new Verdict(JobState.RETRY, Duration.ZERO, true, true));
        assertThat(policy.afterAbandonment(aJob(3, true), 1, YOUNG))
                .isEqualTo(new Verdict(JobState.RETRY, Duration.ofSeconds(40), true, true));
    }

    @Test
    void whatIsAbandonedAgainAndAgainEndsAtTheHorizon() {
        assertThat(policy.afterAbandonment(aJob(3, true), 1, OLD).next()).isEqualTo(JobState.UNKNOWN);
    }

    @Test
    void whatWasAbandonedIsHeldIfSoWished() {
        assertThat(Jobs.policy(WhenInDoubt.HOLD).afterAbandonment(aJob(0, false), 0, YOUNG))
                .isEqualTo(Verdict.HELD);
    }

    @Test
    void whatMayHaveArrivedIsNeitherRejectedNorExpired() {
        assertThat(policy.after(aJob(1, true), new SendResult.Never("550"), YOUNG)
                        .next())
                .isEqualTo(JobState.UNKNOWN);
        assertThat(policy.after(aJob(1, true), new SendResult.Later("450"), OLD).next())
                .isEqualTo(JobState.UNKNOWN);
        assertThat(policy.after(aJob(1, false), new SendResult.InDoubt("lost"), OLD)
                        .next())
                .isEqualTo(JobState.UNKNOWN);
    }

    private static RetryPolicy retriesWith(RandomGenerator random) {
        return new RetryPolicy(settings(WhenInDoubt.RESEND), random);
    }
}
