package org.reliablesignup.emailservice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.reliablesignup.emailservice.delivery.DeliverySettings.WhenInDoubt;
import org.reliablesignup.emailservice.smtp.SendResult;

class BreakerTest {

    private final DeliverySettings settings = Jobs.settings(WhenInDoubt.RESEND);
    private final Breaker breaker = new Breaker(settings);

    @Test
    void letsNobodyTryOnceEnoughInARowWereRefusedForNoFaultOfTheirOwn() {
        for (int i = 0; i < settings.outageAfter(); i++) {
            assertThat(breaker.permits(1)).isEqualTo(1);
            breaker.report(new SendResult.NobodyNow("535 who are you?"));
        }

        assertThat(breaker.isClosed()).isFalse();
        assertThat(breaker.permits(1)).isZero();
    }

    @Test
    void tellsTheLastFailureWithoutAnAddress() {
        breaker.report(new SendResult.NobodyNow("530 5.7.0 <ada@example.com>: log in first"));

        assertThat(breaker.lastFailure()).isEqualTo("530 5.7.0 <a***@example.com>: log in first");
    }
}
