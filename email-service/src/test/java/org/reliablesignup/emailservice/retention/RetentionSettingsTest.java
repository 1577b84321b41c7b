package org.reliablesignup.emailservice.retention;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetentionSettingsTest {

    @Test
    void refusesToForgetAMailBeforeTheTopicForgetsItsEvent() {
        assertThat(violations(Duration.ofDays(7))).isEqualTo(1);
        assertThat(violations(Duration.ofDays(8))).isZero();
    }

    private static int violations(Duration finishedMails) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return factory.getValidator()
                    .validate(new RetentionSettings(finishedMails, Duration.ofMinutes(10), 500))
                    .size();
        }
    }
}
