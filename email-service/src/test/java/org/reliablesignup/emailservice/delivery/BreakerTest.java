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
            breaker.report(new SendResult.NobodyNow("535 who are you?", false));
        }

        assertThat(breaker.isClosed()).isFalse();
        assertThat(breaker.permits(1)).isZero();
    }

    @Test
    void tellsTheLastFailureWithoutAnAddress() {
        breaker.report(new SendResult.NobodyNow("530 5.7.0 <ada@example.com>: log in first", true));

        assertThat(breaker.lastFailure()).isEqualTo("530 5.7.0 <a***@example.com>: log in first");
    }

    @Test
    void aMailThatAloneIsRefusedForItsSenderWhileOthersPassHasItselfToBlame() {
        breaker.report(new SendResult.Accepted("250 taken"));

        assertThat(breaker.report(new SendResult.NobodyNow("550 sender refused", true)))
                .isEqualTo(new SendResult.Later("550 sender refused"));
    }

    @Test
    void aRefusedSenderConcernsAllAsLongAsNobodyPasses() {
        SendResult refused = new SendResult.NobodyNow("550 sender refused", true);
        assertThat(breaker.report(refused)).isEqualTo(refused);

        breaker.report(new SendResult.Accepted("250 taken"));
        breaker.report(refused);

        assertThat(breaker.report(refused)).isEqualTo(refused);
    }

    @Test
    void aConnectionThatFailsIsNoMailsFaultEvenIfOthersPass() {
        SendResult refused = new SendResult.NobodyNow("connection refused", false);
        breaker.report(new SendResult.Accepted("250 taken"));

        assertThat(breaker.report(refused)).isEqualTo(refused);
    }

    @Test
    void whatNeverReachedTheServerHidesNoOutage() {
        for (int i = 0; i < settings.outageAfter(); i++) {
            breaker.permits(2);
            breaker.report(new SendResult.Unsendable("not an address"));
            breaker.report(new SendResult.NobodyNow("connection refused", false));
        }

        assertThat(breaker.isClosed()).isFalse();
    }
}
