package org.reliablesignup.emailservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reliablesignup.confirmation.UnusableKeysException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The settings are those that the service brings along, without the key of the tests. */
@ExtendWith(OutputCaptureExtension.class)
class WithoutConfirmationKeyIT {

    private static final List<String> ELSEWHERE = List.of(
            "--spring.config.location=classpath:/application.yml",
            "--spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE",
            "--spring.kafka.bootstrap-servers=localhost:1",
            "--server.port=0",
            "--management.server.port=0");

    @Test
    void doesNotStartAndSaysInASentenceWhatToSet(CapturedOutput output) {
        assertThatThrownBy(() -> start()).hasRootCauseInstanceOf(UnusableKeysException.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("confirmation.keys.<key id> is missing: set it to at least 32 random bytes in base64");
    }

    @Test
    void doesNotStartWithoutACurrentKeyEither(CapturedOutput output) {
        assertThatThrownBy(() -> start("--confirmation.keys.k1=dGhlc2UgMzIgYnl0ZXMgYXJlIGZvciB0ZXN0cyBvbmx5"))
                .hasRootCauseInstanceOf(UnusableKeysException.class);

        assertThat(output).contains("confirmation.current-key is missing or names no key: set it to one of");
    }

    private static void start(String... more) {
        String[] arguments = Stream.concat(ELSEWHERE.stream(), Stream.of(more)).toArray(String[]::new);
        SpringApplication.run(EmailServiceApplication.class, arguments).close();
    }
}
